// Kith's own sign-on: the way to the company's identity provider and out again, where the host has
// none to lend.
import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "./api.js";
import { config } from "./config.js";
import { t } from "./messages.js";
import { button } from "./ui.js";

// The page around where she is to come back to it, else this one.
function wayBack(): string {
  if (!config.framed) return location.pathname;
  const from = document.referrer;
  const around = config.origins.find((origin) => from.startsWith(`${origin}/`));
  if (around !== undefined) return from;
  return config.origins[0] === undefined ? "" : `${config.origins[0]}/`;
}

function goTo(address: string): void {
  // Of a window of another origin this may be set, and nothing else of it be touched.
  (window.top ?? window).location.href = new URL(address, location.href).href;
}

/** Says that nobody is signed in, with the way in where it is ours. */
export function signIn(session: Session): TemplateResult {
  if (session.signOn !== "offered") return html`<p class="problem">${t("problem.sign_in")}</p>`;
  const begin = (): void => goTo(`../saml/sign-on?return=${encodeURIComponent(wayBack())}`);
  return html`<p>${t("sign-on.needed")}</p>
    <div class="ways">${button(t("sign-on.in"), begin, "main")}</div>`;
}

/** The way out, where she came in by us. */
export function signOut(session: Session): TemplateResult | typeof nothing {
  if (session.signOn !== "own") return nothing;
  return html`<p>${button(t("sign-on.out"), () => goTo("../saml/sign-off"), "quiet")}</p>`;
}
