// A few cards for a first conversation. Short, because they are read a minute before it.
import { html, type TemplateResult } from "lit";
import { t } from "../frame/messages.js";
import { button, heading } from "../frame/ui.js";

const CARDS = ["danger", "open", "listen", "ask", "not", "limits", "end", "self"] as const;

export function guidance(back: () => void): TemplateResult {
  return html`
    ${heading(t("guide.title"))}
    <ul class="cards">${CARDS.map((card) => html`<li class="card">
      <h2>${t(`guide.${card}`)}</h2><p>${t(`guide.${card}-text`)}</p></li>`)}</ul>
    ${button(t("back"), back, "main")}`;
}
