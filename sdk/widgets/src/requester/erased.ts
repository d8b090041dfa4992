// The last word on what she has erased.
import { html, type TemplateResult } from "lit";
import { show } from "../frame/app.js";
import { day, t } from "../frame/messages.js";
import { button, heading } from "../frame/ui.js";
import { begin } from "./begin.js";

export interface Erased {
  finalOn: string; // The day from which no older copy can be read either.
}

export function showErased({ finalOn }: Erased): void {
  const text = t("erase.done-text", { day: day(finalOn) });
  show((): TemplateResult => html`
    ${heading(t("erase.done"))}
    <p>${text}</p>
    ${button(t("back"), () => show(begin), "main")}`);
}
