// The third screen says what happens before anything is sent; then what did happen, and the code.
import { html, nothing, type TemplateResult } from "lit";
import { Act, Problem } from "../frame/api.js";
import { show, update, waitFor } from "../frame/app.js";
import { t, has } from "../frame/messages.js";
import { button, heading, loadPromise, printPart, sureButton, trouble, whoSees, wordList } from "../frame/ui.js";
import { about } from "./about.js";
import { begin } from "./begin.js";
import { openBrowse } from "./browse.js";
import { draft, forgetDraft, nameMode, session } from "./draft.js";
import { openRequest } from "./support.js";

interface Sent {
  state: "offered" | "waiting" | "nobody";
  request: string;
  returnCode: string;
  nextSteps: string[];
}

const act = new Act();
let sent: Sent | null = null;
let problem: Problem | null = null;

/** Who can read what is asked anew: the policy may have changed while she wrote. */
export async function openBefore(): Promise<void> {
  problem = null;
  show(before);
  await loadPromise(nameMode()).then(update, () => {});
}

function before(): TemplateResult {
  return html`
    ${heading(t("before.title"))}
    <ol>
      <li>${draft.wished === null ? t("before.pick") : t("before.wished", { name: draft.wished.displayName })}</li>
      <li>${t("before.answer", { n: session.answerWithinHours })}</li>
      <li>${t("before.talk")}</li>
      <li>${t("before.end")}</li>
    </ol>
    <p>${draft.concerned.length === 0 ? t("before.apart") : t("before.apart-both")}</p>
    ${whoSees("who", nameMode(), ["state", "first-text", "conversation", "name"])}
    ${trouble(problem)}
    <div class="ways">
      ${sureButton(t("before.send"), () => void send("tell_me"))}
      ${button(t("back"), () => show(about), "quiet")}
    </div>`;
}

async function send(ifNobody: "tell_me" | "wait"): Promise<void> {
  problem = null;
  try {
    sent = await waitFor(
      act.send<Sent>("POST", "requests", {
        topic: draft.topic,
        language: draft.language,
        channel: draft.channel,
        text: draft.text,
        nameMode: nameMode(),
        ifNobody,
        personsConcerned: draft.concerned.map((one) => one.id),
        anyoneBut: draft.anyoneBut.map((one) => one.id),
        wishedSupporter: draft.wished?.id ?? "",
      }),
    );
  } catch (error) {
    problem = error as Problem;
    // There is one thing only that stands in the way of a request: too many that are open.
    if (problem.code === "conflict") problem = new Problem(problem.status, "open_requests");
    return update();
  }
  if (sent.state === "nobody") return show(nobody);
  forgetDraft();
  show(done);
}

// Why somebody fell out is never said: it would tell something about that person.
function nobody(): TemplateResult {
  const ways: Record<string, () => void> = {
    widen: () => show(about),
    wait: () => void send("wait"),
    choose_other: () => void openBrowse(),
    pick_for_me: () => {
      draft.wished = null;
      void openBefore();
    },
  };
  return html`
    ${heading(t("nobody.title"))}
    <p>${t("nobody.text")}</p>
    ${trouble(problem)}
    <ul class="ways">${(sent?.nextSteps ?? []).map((step) => {
      const key = `nobody.${step}`;
      const way = ways[step];
      if (!has(key)) return nothing;
      return html`<li>${way === undefined ? t(key) : button(t(key), way)}</li>`;
    })}</ul>
    ${button(t("back"), () => show(begin), "quiet")}`;
}

function done(): TemplateResult {
  return html`
    ${heading(sent?.state === "offered" ? t("sent.title") : t("sent.title-waiting"))}
    <p>${sent?.state === "offered" ? t("sent.next", { n: session.answerWithinHours }) : t("sent.next-waiting")}</p>
    <p>${t("sent.look")}</p>
    <section id="code" aria-labelledby="code-title">
      <h2 id="code-title">${t("code.title")}</h2>
      <p>${t("code.what")}</p>
      ${wordList(sent?.returnCode ?? "")}
    </section>
    <p class="small">${t("code.once")}</p>
    <div class="ways">
      ${sureButton(t("code.kept"), () => void goOn())}
      ${button(t("code.print"), () => printPart("code"))}
    </div>
    <p class="small">${t("code.print-note")}</p>`;
}

async function goOn(): Promise<void> {
  const request = sent?.request ?? "";
  sent = null; // The code is nowhere any more.
  await openRequest(request);
}
