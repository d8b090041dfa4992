// What waits for a supporter and whom she serves. No answer of hers is ever asked for a reason.
import { html, nothing, type TemplateResult } from "lit";
import { Act, Problem, Watch } from "../frame/api.js";
import { announce, show, update, waitFor } from "../frame/app.js";
import { hour, languageName, t } from "../frame/messages.js";
import { button, heading, sureButton, trouble } from "../frame/ui.js";
import { session, topicName } from "../requester/draft.js";
import { guidance } from "./guidance.js";
import { openOwnRecord } from "./own-record.js";
import { openServed } from "./served.js";

export interface Entry {
  request: string; state: "proposed" | "accepted"; topic: string; language: string; channel: string;
  answerBy?: string; requester?: string; text?: string;
}
interface Limits { open: number; openMax: number; thisYear: number; perYearMax: number; coolDownUntil?: string }
interface Desk { requests: Entry[]; limits: Limits }

let desk: Desk | null = null;
let problem: Problem | null = null;
const act = new Act();
const watch = new Watch<Desk>(() => "desk", heard, (error) => {
  problem = error;
  update();
}, 15000);

export async function openDesk(): Promise<void> {
  if (!session.signedIn) {
    problem = new Problem(401, "sign_in");
    return show(() => html`${heading(t("desk.title"))}${trouble(problem)}`);
  }
  if (!session.capacities.includes("peer-supporter")) return openOwnRecord();
  problem = null;
  show(overview);
  watch.start();
}

export function leaveDesk(): void {
  watch.stop();
}

function heard(now: Desk): void {
  if (desk !== null && now.requests.length > desk.requests.length) announce(t("desk.new"));
  desk = now;
  problem = null;
  update();
}

function overview(): TemplateResult {
  const offers = desk?.requests.filter((one) => one.state === "proposed") ?? [];
  const served = desk?.requests.filter((one) => one.state === "accepted") ?? [];
  return html`
    ${heading(t("desk.title"))}
    ${trouble(problem)}
    <h2>${t("desk.waits")}</h2>
    <p class="small">${t("desk.no-reason")}</p>
    <ul class="cards">${offers.map(offer)}</ul>
    ${offers.length === 0 ? html`<p>${t("desk.nothing-waits")}</p>` : nothing}
    <h2>${t("desk.serving")}</h2>
    <ul class="cards">${served.map((one) => html`<li class="card">
      <h3><bdi>${one.requester}</bdi></h3>
      <p>${about(one)}</p>
      ${button(t("desk.open"), () => { leaveDesk(); openServed(one); }, "main")}
    </li>`)}</ul>
    ${served.length === 0 ? html`<p>${t("desk.serving-nobody")}</p>` : nothing}
    ${desk === null ? nothing : carrying(desk.limits)}
    <div class="ways">
      ${button(t("desk.record"), () => { leaveDesk(); void openOwnRecord(); })}
      ${button(t("guide.title"), () => { leaveDesk(); show(() => guidance(() => void openDesk())); })}
    </div>`;
}

/** The little that an offer tells: topic, language, way to talk. */
export function about(one: Entry): string {
  const channel = one.channel as "chat" | "phone" | "video" | "in-person" | "";
  return [one.topic === "" ? t("desk.any-topic") : topicName(one.topic),
    one.language === "" ? "" : languageName(one.language),
    channel === "" ? "" : t(`channel.${channel}`)].filter((part) => part !== "").join(" · ");
}

function offer(one: Entry): TemplateResult {
  const answer = (given: "accept" | "decline") => () => void reply(`desk/${one.request}/answer`, { answer: given });
  return html`<li class="card">
    <h3>${about(one)}</h3>
    <p class="small">${t("desk.answer-by", { when: one.answerBy ? hour(one.answerBy) : "" })}</p>
    <p class="small">${t("desk.words-later")}</p>
    <div class="ways">
      ${sureButton(t("desk.accept"), answer("accept"))}
      ${button(t("desk.decline"), answer("decline"))}
      ${button(t("desk.recuse"), () => void reply(`desk/${one.request}/recuse`, {}), "quiet")}
    </div>
    <p class="small">${t("desk.recuse-what")}</p>
  </li>`;
}

async function reply(path: string, body: object): Promise<void> {
  problem = null;
  try {
    await waitFor(act.send("POST", path, body));
    announce(t("desk.answered"));
    watch.start();
  } catch (error) {
    problem = error as Problem;
    update();
  }
}

function carrying(limits: Limits): TemplateResult {
  return html`<section aria-labelledby="carry-title"><h2 id="carry-title">${t("desk.carry")}</h2>
    <p>${t("desk.open-now", { n: limits.open, most: limits.openMax })}</p>
    <p>${t("desk.this-year", { n: limits.thisYear, most: limits.perYearMax })}</p>
    ${limits.coolDownUntil === undefined ? nothing : html`<p>${t("desk.rest", { day: limits.coolDownUntil })}</p>`}
  </section>`;
}
