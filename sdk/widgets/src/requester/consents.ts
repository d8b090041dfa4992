// What she agreed to, as receipts, each of which she can take back; and what she can agree to still.
import { html, nothing, type TemplateResult } from "lit";
import { Act, get, Problem } from "../frame/api.js";
import { announce, update, waitFor } from "../frame/app.js";
import { day, hour, t } from "../frame/messages.js";
import { sureButton, trouble } from "../frame/ui.js";

type Scope = "words" | "name";

interface Consent {
  number: number;
  scope: Scope;
  givenAt: string;
  until?: string;
  withdrawnAt?: string;
  stands: boolean;
}

const SCOPES: Scope[] = ["words", "name"];

let request = "";
let consents: Consent[] | null = null;
let problem: Problem | null = null;
let told: () => void;
const act = new Act();

/** `changed` hears of each consent that was given or taken back. */
export function openConsents(of: string, changed: () => void): void {
  request = of;
  consents = null;
  problem = null;
  told = changed;
  void load();
}

/** Whether it is known that nobody but her may read. */
export function isUnread(): boolean {
  return consents !== null && !stands("words");
}

const stands = (scope: Scope): boolean =>
  consents?.some((one) => one.scope === scope && one.stands) ?? false;

async function load(): Promise<void> {
  const of = request;
  try {
    const found = (await waitFor(get<{ consents: Consent[] }>(`requests/${of}/consents`))).consents;
    if (of === request) consents = found;
  } catch (error) {
    if (of === request) problem = error as Problem;
  }
  update();
}

async function change(what: "give" | "withdraw", scope: Scope): Promise<void> {
  problem = null;
  try {
    await waitFor(act.send("POST", `requests/${request}/consents/${what}`, { scope }));
  } catch (error) {
    problem = error as Problem;
    return update();
  }
  await load();
  told();
  // The button that had the focus is gone.
  document.getElementById("consent-title")?.focus();
  announce(t("consent.done"));
}

/** `closedAt`: when her request ended, and with it all that she had agreed to. */
export function consentSection(closedAt: string | undefined): TemplateResult {
  const open = closedAt === undefined;
  return html`<section aria-labelledby="consent-title">
    <h2 id="consent-title" tabindex="-1">${t("consent.title")}</h2>
    <p class="small">${t("consent.note")}</p>
    ${trouble(problem)}
    <ul class="receipts">
      ${(consents ?? []).map((one) => receipt(one, closedAt))}
      ${consents !== null && open ? SCOPES.filter((scope) => !stands(scope)).map(offer) : nothing}
    </ul>
  </section>`;
}

function receipt(one: Consent, closedAt: string | undefined): TemplateResult {
  if (!one.stands || closedAt !== undefined)
    return html`<li>${t(`consent.had-${one.scope}`)} ${wasGiven(one, closedAt)}</li>`;
  return html`<li>
    <p>${t(`consent.${one.scope}`)} ${t("consent.since", { when: hour(one.givenAt) })}
      ${one.until ? t("consent.until", { day: day(one.until) }) : nothing}</p>
    <p class="small">${t(`consent.withdraw-${one.scope}-what`)}</p>
    ${sureButton(t(`consent.withdraw-${one.scope}`), () => void change("withdraw", one.scope), "")}
  </li>`;
}

function wasGiven(one: Consent, closedAt: string | undefined): string {
  return t("consent.from-to", { from: hour(one.givenAt), until: lastDay(one, closedAt) });
}

function lastDay(one: Consent, closedAt: string | undefined): string {
  if (one.withdrawnAt) return hour(one.withdrawnAt);
  if (closedAt && (!one.until || closedAt < one.until)) return hour(closedAt);
  return day(one.until ?? one.givenAt);
}

function offer(scope: Scope): TemplateResult {
  return html`<li>
    <p class="small">${t(`consent.give-${scope}-what`)}</p>
    ${sureButton(t(`consent.give-${scope}`), () => void change("give", scope), "")}
  </li>`;
}
