// How long one of her requests is kept, and what keeps it longer.
import { html, nothing, type TemplateResult } from "lit";
import { get, Problem } from "../frame/api.js";
import { update } from "../frame/app.js";
import { day, dayOf, hasCome, t } from "../frame/messages.js";
import { trouble } from "../frame/ui.js";

interface Hold {
  reason: "legal-claim" | "investigation" | "asked-by-owner";
  until: string; // Its last day.
}
interface Kept {
  erasedAfter: string;
  unread: boolean;
  daysAfterClosing: number;
  holds: Hold[];
}

let request = "";
let kept: Kept | null = null;
let problem: Problem | null = null;

export function openKept(of: string): void {
  request = of;
  kept = null;
  problem = null;
}

/** Asks anew: what she reads and what is written moves the day. */
export async function lookKept(): Promise<void> {
  const of = request;
  try {
    const found = await get<Kept>(`requests/${of}/kept`);
    if (of !== request) return;
    kept = found;
    problem = null;
  } catch (error) {
    if (of !== request) return;
    kept = null; // A day that may have moved is worse than none.
    problem = error as Problem;
  }
  update();
}

export function keptSection(open: boolean): TemplateResult {
  return html`<section aria-labelledby="kept-title">
    <h2 id="kept-title">${t("kept.title")}</h2>
    ${trouble(problem)}
    ${kept === null ? nothing : sentences(kept, open)}
  </section>`;
}

/** When what has ended goes; nothing where that is not known. */
export function afterEnding(): string {
  if (kept === null) return "";
  const { daysAfterClosing } = kept;
  return daysAfterClosing === 0 ? t("end.soon") : t("end.days", { n: daysAfterClosing });
}

function sentences({ erasedAfter, unread, holds }: Kept, open: boolean): TemplateResult {
  const held = holds.map(
    (hold) => html`<li>${t(`kept.${hold.reason}`, { day: day(hold.until) })}</li>`,
  );
  const outlasted = holds.some((hold) => outlasts(hold, erasedAfter));
  return html`
    ${outlasted ? nothing : html`<p>${byItself(erasedAfter, open)} ${unread ? t("kept.unread") : nothing}</p>`}
    ${held.length === 0 ? nothing : html`<ul>${held}</ul>`}
    ${outlasted ? html`<p>${t("kept.then")}</p>` : nothing}
    ${held.length === 0 ? nothing : html`<p>${t("kept.hold")}</p>`}`;
}

function byItself(erasedAfter: string, open: boolean): string {
  if (hasCome(erasedAfter)) return t("kept.today");
  return t(open ? "kept.open" : "kept.until", { day: dayOf(erasedAfter) });
}

const outlasts = (hold: Hold, erasedAfter: string): boolean =>
  hold.until >= erasedAfter.slice(0, 10);
