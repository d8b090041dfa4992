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
  const reviewed = one.reviewedAt && one.outcome;
  return html`<li>
    ${t(`told.${one.dangerTo}`, { when: hour(one.begunAt ?? "") })}
    ${one.nameReadAt ? t("told.read", { when: hour(one.nameReadAt) }) : t("told.unread")}
    ${isLive(one) ? t("told.live", { when: hour(one.until ?? "") }) : nothing}
    ${reviewed ? t(`told.review-${one.outcome!}`, { when: hour(one.reviewedAt!) }) : t("told.no-review")}
  </li>`;
}

function isLive(one: Told): boolean {
  return one.until !== undefined && !one.endedAt && new Date(one.until) > new Date();
}
