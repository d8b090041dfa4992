// One of her requests: where it stands, the conversation, who has looked, and every way out.
import { html, nothing, type TemplateResult } from "lit";
import { Act, get, Problem, Watch } from "../frame/api.js";
import { announce, show, update, waitFor } from "../frame/app.js";
import { Conversation } from "../frame/conversation.js";
import { hour, t } from "../frame/messages.js";
import { button, heading, printPart, sureButton, trouble, whoSees } from "../frame/ui.js";
import { consentSection, isUnread, openConsents } from "./consents.js";
import { topicName } from "./draft.js";
import { type Erased, showErased } from "./erased.js";
import { afterEnding, keptSection, lookKept, openKept } from "./kept.js";
import { openSupport } from "./support.js";
import { toldLine, type Told } from "./told.js";

export interface Status {
  request: string;
  state: "waiting" | "offered" | "active" | "closed";
  openedAt: string;
  closedAt?: string;
  answerBy?: string;
  supporter?: { id: string; displayName: string };
  topic: string;
  text: string;
  alias: string;
  nameMode: "pseudonymous" | "named";
  nextSteps: string[];
}
interface Look {
  who: string;
  supporter: number;
  what: "first-text" | "conversation" | "name";
  at: string;
}

let status: Status;
let talk: Conversation;
let watch: Watch<Status>;
let looks: Look[] | null = null;
let told: Told[] = [];
let problem: Problem | null = null;
const act = new Act();

export function openOne(one: Status): void {
  status = one;
  looks = null;
  told = [];
  problem = null;
  openKept(one.request);
  talk = new Conversation(`requests/${one.request}/messages`, "requester", {
    heard: () => void lookKept(),
  });
  watch = new Watch(
    () => `requests/${one.request}`,
    changed,
    () => {},
  );
  talk.start();
  watch.start();
  openConsents(one.request, () => watch.start());
  show(screen);
  void beTold();
}

// She need not look for it: where her name was opened without her, the page says so by itself.
async function beTold(): Promise<void> {
  const { request } = status;
  const found = await exceptions().catch(() => []);
  if (request !== status.request || found.length === 0) return;
  told = found;
  await seeLooks();
}

async function exceptions(): Promise<Told[]> {
  return (await get<{ exceptions: Told[] }>(`requests/${status.request}/exceptions`)).exceptions;
}

function changed(now: Status): void {
  if (now.state !== status.state) announce(t(`state.${now.state}`));
  status = now;
  update();
  void lookKept();
}

function stop(): void {
  talk.stop();
  watch.stop();
}

function screen(): TemplateResult {
  const open = status.state !== "closed";
  return html`
    ${heading(status.topic === "" ? t("mine.no-topic") : topicName(status.topic))}
    <section id="copy">
      <p class="state">${t(`state.${status.state}`)}</p>
      <p>${t(`state.${status.state}-more`, { name: status.supporter?.displayName ?? "", when: status.answerBy ? hour(status.answerBy) : "" })}</p>
      ${told.length === 0 ? nothing : html`<p class="problem">${t("told.notice")}</p>`}
      ${open && isUnread() ? html`<p class="problem">${t("consent.unread")}</p>` : nothing}
      ${status.nameMode === "named" ? nothing : html`<p class="small">${t("one.alias", { alias: status.alias })}</p>`}
      ${status.text === "" ? nothing : html`<h2>${t("one.words")}</h2><p dir="auto" translate="no" class="own">${status.text}</p>`}
      ${status.state === "active" || status.state === "closed" ? talk.draw(status.state === "active") : nothing}
    </section>
    ${consentSection(status.closedAt)}
    ${whoSees("who", status.nameMode, ["first-text", "conversation", "name"], never())}
    ${keptSection(open)}
    ${trouble(problem)}
    <div class="ways">
      ${open ? sureButton(t("one.someone-else"), () => void change("reassign", "one.someone-else-done"), "") : nothing}
      ${button(t("one.looks"), () => void seeLooks())}
      ${button(t("one.print"), () => printPart("copy"))}
    </div>
    ${looks === null ? nothing : lookList(looks)}
    <div class="ways">
      ${open ? button(t("one.close"), () => show(sureToEnd), "quiet") : nothing}
      ${button(t("one.erase"), () => show(sureToErase), "quiet")}
      ${button(
        t("back"),
        () => {
          stop();
          void openSupport();
        },
        "quiet",
      )}
    </div>`;
}

/** What can be true no more, or is not: nobody is assigned what has ended. */
function never(): string[] {
  if (status.state === "closed") return ["assigned", "words-consent"];
  return isUnread() ? ["words-consent"] : [];
}

function lookList(all: Look[]): TemplateResult {
  return html`<section aria-labelledby="looks-title"><h2 id="looks-title">${t("looks.title")}</h2>
    ${all.length === 0 && told.length === 0 ? html`<p>${t("looks.none")}</p>` : nothing}
    <ul>${told.map(toldLine)}${all.map((one) => html`<li>${t(`looks.${one.what}`, { number: one.supporter, when: hour(one.at) })}</li>`)}</ul>
    ${all.length === 0 ? nothing : html`<p class="small">${t("looks.note")}</p>`}</section>`;
}

async function seeLooks(): Promise<void> {
  try {
    const read = get<{ looks: Look[] }>(`requests/${status.request}/looks`);
    const [{ looks: found }, opened] = await waitFor(Promise.all([read, exceptions()]));
    looks = found;
    told = opened;
    announce(t("looks.title"));
  } catch (error) {
    problem = error as Problem;
  }
  update();
}

async function change(
  what: "reassign" | "close",
  told: "one.someone-else-done" | "one.close-done",
): Promise<void> {
  problem = null;
  try {
    await waitFor(act.send("POST", `requests/${status.request}/${what}`));
    announce(t(told));
    watch.start();
  } catch (error) {
    problem = error as Problem;
    update();
  }
}

function sureToEnd(): TemplateResult {
  return html`
    ${heading(t("end.title"))}
    <p>${t("end.what")} ${afterEnding()}</p>
    <p>${t("end.copy")}</p>
    ${trouble(problem)}
    <div class="ways">
      ${sureButton(t("end.do"), () => void end())}
      ${button(t("back"), () => show(screen), "quiet")}
    </div>`;
}

async function end(): Promise<void> {
  await change("close", "one.close-done");
  if (problem === null) show(screen);
}

function sureToErase(): TemplateResult {
  return html`
    ${heading(t("erase.title"))}
    <p>${t("erase.what")}</p>
    <p>${t("erase.stays")}</p>
    ${trouble(problem)}
    <div class="ways">
      ${sureButton(t("erase.do"), () => void erase())}
      ${button(t("back"), () => show(screen), "quiet")}
    </div>`;
}

async function erase(): Promise<void> {
  problem = null;
  stop();
  try {
    showErased(await waitFor(act.send<Erased>("POST", `requests/${status.request}/erase`)));
  } catch (error) {
    problem = error as Problem;
    update();
  }
}
