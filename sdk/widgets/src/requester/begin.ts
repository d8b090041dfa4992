// The first screen: what a peer supporter is, and the two ways to one.
import { html, type TemplateResult } from "lit";
import { show } from "../frame/app.js";
import { t } from "../frame/messages.js";
import { signIn, signOut } from "../frame/sign-on.js";
import { button, heading, role } from "../frame/ui.js";
import { about } from "./about.js";
import { openBrowse } from "./browse.js";
import { draft, session } from "./draft.js";
import { openSupport } from "./support.js";

export function begin(): TemplateResult {
  const name = role("peer-supporter");
  return html`
    ${heading(t("find.title"))}
    <p>${t("find.is", { role: name })}</p>
    <p>${t("find.is-not")}</p>
    ${
      session.signedIn
        ? html`<div class="ways">
          ${button(t("find.pick"), pick, "main")}
          ${button(t("find.browse"), () => void openBrowse())}
        </div>
        <p class="small">${t("find.trace")}</p>`
        : signIn(session)
    }
    <p>${button(t("find.mine"), () => void openSupport(), "quiet")}</p>
    ${signOut(session)}`;
}

function pick(): void {
  draft.wished = null;
  show(about);
}
