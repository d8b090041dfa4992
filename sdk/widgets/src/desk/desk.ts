// What waits for a supporter and whom she serves. No answer of hers is ever asked for a reason.
import { html, nothing, type TemplateResult } from "lit";
import { Act, Problem, Watch } from "../frame/api.js";
import { announce, show, update, waitFor } from "../frame/app.js";
import { day, hour, languageName, t } from "../frame/messages.js";
import { signIn, signOut } from "../frame/sign-on.js";
import { button, heading, sureButton, trouble } from "../frame/ui.js";
import { session, topicName } from "../requester/draft.js";
import { guidance } from "./guidance.js";
import { openOwnRecord } from "./own-record.js";
import { loadOwn, own, saveOwn } from "./record.js";
import { openServed } from "./served.js";

export interface Entry {
  request: string;
  state: "proposed" | "accepted";
  topic: string;
  language: string;
  channel: string;
  answerBy?: string;
  requester?: string;
  text?: string;
  withheld?: boolean;
}
interface Limits {
  open: number;
  openMax: number;
  thisYear: number;
  perYearMax: number;
  coolDownUntil?: string;
}
interface Desk {
  requests: Entry[];
  limits: Limits;
}

const LOOK_MS = 15000;

let desk: Desk | null = null;
let problem: Problem | null = null;
let lost: Problem | null = null;
const act = new Act();
const watch = new Watch<Desk>(
  () => "desk",
  heard,
  (error) => {
    lost = error;
    update();
  },
  LOOK_MS,
);

export async function openDesk(): Promise<void> {
  if (!session.signedIn) {
    return show(() => html`${heading(t("desk.title"))}${signIn(session)}`);
  }
  if (!session.capacities.includes("peer-supporter")) return openOwnRecord();
  problem = null;
  show(overview);
  watch.start();
  // Without her record the desk works all the same; it lacks the switch for "not now".
  await loadOwn().then(update, () => {});
}

export function leaveDesk(): void {
  watch.stop();
}

const offers = (of: Desk): Entry[] => of.requests.filter((one) => one.state === "proposed");
const served = (of: Desk): Entry[] => of.requests.filter((one) => one.state === "accepted");

function heard(now: Desk): void {
  if (desk !== null && offers(now).length > offers(desk).length) announce(t("desk.new"));
  desk = now;
  lost = null;
  update();
}

function overview(): TemplateResult {
  return html`
    ${heading(t("desk.title"))}
    ${trouble(problem ?? lost)}
    ${
      desk === null
        ? lost === null
          ? html`<p>${t("wait")}</p>`
          : nothing
        : html`
      ${waiting(offers(desk))}
      ${serving(served(desk))}
      ${carrying(desk.limits)}`
    }
    <div class="ways">
      ${button(t("desk.record"), () => {
        leaveDesk();
        void openOwnRecord();
      })}
      ${button(t("guide.title"), () => {
        leaveDesk();
        show(cards);
      })}
    </div>
    ${signOut(session)}`;
}

const cards = (): TemplateResult => guidance(() => void openDesk());

function waiting(all: Entry[]): TemplateResult {
  return html`<section aria-labelledby="waits-title">
    <h2 id="waits-title">${t("desk.waits")}</h2>
    <p class="small">${t("desk.no-reason")}</p>
    ${
      all.length === 0
        ? html`<p>${t("desk.nothing-waits")}</p>`
        : html`<ul class="cards">${all.map(offer)}</ul><p class="small">${t("desk.recuse-what")}</p>`
    }
  </section>`;
}

function serving(all: Entry[]): TemplateResult {
  return html`<section aria-labelledby="serving-title">
    <h2 id="serving-title">${t("desk.serving")}</h2>
    ${all.length === 0 ? html`<p>${t("desk.serving-nobody")}</p>` : nothing}
    <ul class="cards">${all.map((one, at) =>
      one.withheld
        ? withheld(one, at)
        : html`<li class="card">
      <h3 id="served-${at}"><bdi>${one.requester}</bdi></h3>
      <p>${topic(one)}</p>
      ${terms(one) === "" ? nothing : html`<p class="small">${terms(one)}</p>`}
      <div role="group" aria-labelledby="served-${at}">
        ${button(
          t("desk.open"),
          () => {
            leaveDesk();
            openServed(one);
          },
          "main",
        )}
      </div>
    </li>`,
    )}</ul>
  </section>`;
}

// Her consent is taken back: nothing is shown of her, not even what it is about.
function withheld(one: Entry, at: number): TemplateResult {
  const recuse = (): void => void reply(`desk/${one.request}/recuse`, {});
  return html`<li class="card">
    <h3 id="served-${at}">${t("desk.withheld")}</h3>
    <p>${t("desk.withheld-what")}</p>
    <div role="group" aria-labelledby="served-${at}">
      ${sureButton(t("desk.recuse"), recuse, "", `aside-${at}`)}
    </div>
  </li>`;
}

/** What it is about, as far as it was said. */
export function topic(one: Entry): string {
  return one.topic === "" ? t("desk.any-topic") : topicName(one.topic);
}

/** In which language, and how the two would talk. */
export function terms(one: Entry): string {
  const channel = one.channel as "chat" | "phone" | "video" | "in-person" | "";
  const said = [];
  if (one.language !== "") said.push(languageName(one.language));
  if (channel !== "") said.push(t(`channel.${channel}`));
  return said.join(" · ");
}

function offer(one: Entry, at: number): TemplateResult {
  const answer = (given: "accept" | "decline") => () =>
    void reply(`desk/${one.request}/answer`, { answer: given });
  const recuse = (): void => void reply(`desk/${one.request}/recuse`, {});
  return html`<li class="card">
    <h3 id="offer-${at}">${topic(one)}</h3>
    ${terms(one) === "" ? nothing : html`<p>${terms(one)}</p>`}
    ${one.answerBy ? html`<p>${t("desk.answer-by", { when: hour(one.answerBy) })}</p>` : nothing}
    <p class="small">${t("desk.words-later")}</p>
    <div class="ways" role="group" aria-labelledby="offer-${at}">
      ${sureButton(t("desk.accept"), answer("accept"), "main", `accept-${at}`)}
      ${sureButton(t("desk.decline"), answer("decline"), "", `decline-${at}`)}
      ${sureButton(t("desk.recuse"), recuse, "quiet", `recuse-${at}`)}
    </div>
  </li>`;
}

async function reply(path: string, body: object): Promise<void> {
  problem = null;
  try {
    await waitFor(act.send("POST", path, body));
  } catch (error) {
    problem = error as Problem;
    return update();
  }
  watch.start();
  show(overview); // The card that had the focus goes; the heading has it next.
  announce(t("desk.answered"));
}

/** The day, unless it is behind us. */
function ahead(until: string | undefined): string | undefined {
  return until && until >= new Date().toISOString().slice(0, 10) ? until : undefined;
}

function carrying(limits: Limits): TemplateResult {
  const rest = ahead(limits.coolDownUntil);
  const away = ahead(own.onLeaveUntil);
  return html`<section aria-labelledby="carry-title">
    <h2 id="carry-title">${t("desk.carry")}</h2>
    <ul>
      <li>${t("desk.open-now", { n: limits.open, most: limits.openMax })}</li>
      <li>${t("desk.this-year", { n: limits.thisYear, most: limits.perYearMax })}</li>
      ${rest ? html`<li>${t("desk.rest", { day: day(rest) })}</li>` : nothing}
      ${away ? html`<li>${t("desk.away", { day: day(away) })}</li>` : nothing}
    </ul>
    ${own.enrolment === "approved" ? notNow(rest ?? away) : nothing}
  </section>`;
}

// Whether she can be asked need not be said where she is left in peace anyway.
function notNow(restsUntil: string | undefined): TemplateResult {
  const turn = async (): Promise<void> => {
    problem = null;
    try {
      await saveOwn({ listed: !own.listed });
      announce(own.listed ? t("desk.listed") : t("desk.not-listed"));
    } catch (error) {
      problem = error as Problem;
    }
    update();
  };
  const said = own.listed ? t("desk.listed") : t("desk.not-listed");
  return html`${own.listed && restsUntil ? nothing : html`<p>${said}</p>`}
    ${button(own.listed ? t("desk.not-now") : t("desk.now-again"), () => void turn())}`;
}
