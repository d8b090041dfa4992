// What a browser shows where signing in or out led to no page of its own. What is to be said stands
// in the document (gateway/pages.h).
import { html, nothing, type TemplateResult } from "lit";
import { show, start } from "./frame/app.js";
import { t } from "./frame/messages.js";
import { heading, loadSurroundings } from "./frame/ui.js";

const { said, shown } = document.body.dataset;
const again = (): TemplateResult =>
  html`<p><a href="../saml/sign-on">${t("sign-on.in")}</a></p>`;

const number = (): TemplateResult | typeof nothing =>
  shown ? html`<p>${t("sign-on.reference", { number: shown })}</p>` : nothing;

function refused(): TemplateResult {
  return html`${heading(t("sign-on.refused"))}
    <p>${t("sign-on.try-again")}</p>
    ${number()}
    ${again()}`;
}

function signedOut(): TemplateResult {
  return html`${heading(t("sign-on.ended"))}<p>${t("sign-on.close")}</p>${again()}`;
}

function notEverywhere(): TemplateResult {
  return html`${heading(t("sign-on.not-everywhere"))}<p>${t("sign-on.close")}</p>${number()}${again()}`;
}

function signOff(): TemplateResult {
  return html`${heading(t("sign-on.out"))}
    <form method="post" action="../saml/sign-off">
      <input type="hidden" name="csrf" value=${shown ?? ""}>
      <div class="ways"><button type="submit" class="main">${t("sign-on.out")}</button></div>
    </form>`;
}

const screens: Record<string, () => TemplateResult> = {
  refused,
  "signed-out": signedOut,
  "not-everywhere": notEverywhere,
  "sign-off": signOff,
};

const form = document.querySelector<HTMLFormElement>("form[data-carries]");
if (form !== null) form.submit();
else
  await start(async () => {
    await loadSurroundings({});
    show(screens[said ?? ""] ?? refused);
  });
