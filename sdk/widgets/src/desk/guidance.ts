// A few cards for a first conversation. Short, because they are read a minute before it.
import { html, type TemplateResult } from "lit";
import { t } from "../frame/messages.js";
import { button, heading, resources } from "../frame/ui.js";

const CARDS = ["open", "listen", "ask", "not", "limits", "end", "self"] as const;

export function guidance(back: () => void): TemplateResult {
  return html`
    ${heading(t("guide.title"))}
    <p>${t("guide.lead")}</p>
    <ul class="cards">
      <li class="card">
        <h2>${t("guide.danger")}</h2>${numbers()}<p>${t("guide.danger-text")}</p>
      </li>
      ${CARDS.map(
        (card) => html`<li class="card">
        <h2>${t(`guide.${card}`)}</h2><p>${t(`guide.${card}-text`)}</p>
      </li>`,
      )}
    </ul>
    ${button(t("back"), back, "main")}`;
}

/** In danger the numbers come before any words. */
export function numbers(): TemplateResult[] {
  const first = resources.filter((one) => one.kind === "emergency" && one.phone !== "");
  return first.map(
    (one) => html`<p><bdi>${one.label}</bdi>
    <a href="tel:${one.phone.replace(/[^\d+]/g, "")}"><bdi>${one.phone}</bdi></a></p>`,
  );
}
