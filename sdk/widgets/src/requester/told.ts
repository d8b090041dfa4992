// What she is told of a disclosure exception: her name was opened without her, and why.
import { html, nothing, type TemplateResult } from "lit";
import { hour, t } from "../frame/messages.js";

export interface Told {
  exception: string;
  dangerTo: "self" | "others" | "child";
  begunAt?: string;
  until?: string;
  endedAt?: string;
  nameReadAt?: string;
  reviewedAt?: string;
  outcome?: "justified" | "not-justified";
}

/** The sentences about one of them, in the order in which it happened. */
export function toldLine(one: Told): TemplateResult {
  const read = one.nameReadAt ? t("told.read", { when: hour(one.nameReadAt) }) : t("told.unread");
  return html`<li class="told">
    <p>${t(`told.${one.dangerTo}`, { when: hour(one.begunAt ?? "") })}</p>
    <p>${read} ${isLive(one) ? t("told.live", { when: hour(one.until ?? "") }) : nothing}</p>
    <p>${review(one)}</p>
  </li>`;
}

function review({ outcome, reviewedAt }: Told): string {
  if (!outcome || !reviewedAt) return t("told.no-review");
  return t(`told.review-${outcome}`, { when: hour(reviewedAt) });
}

function isLive(one: Told): boolean {
  return one.until !== undefined && !one.endedAt && new Date(one.until) > new Date();
}
