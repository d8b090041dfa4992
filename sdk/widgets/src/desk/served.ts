// One person whom she serves: the words, the conversation, and the ways to end or pass on.
import { html, nothing, type TemplateResult } from "lit";
import { Act, Problem } from "../frame/api.js";
import { show, update, waitFor } from "../frame/app.js";
import { Conversation } from "../frame/conversation.js";
import { t } from "../frame/messages.js";
import { button, resources, sureButton, tick, trouble, whoSees } from "../frame/ui.js";
import { about, openDesk, type Entry } from "./desk.js";
import { guidance } from "./guidance.js";

let served: Entry;
let talk: Conversation;
let heavy = false;
let referring = false;
let problem: Problem | null = null;
const act = new Act();

export function openServed(one: Entry): void {
  served = one;
  heavy = false;
  referring = false;
  problem = null;
  talk = new Conversation(`desk/${one.request}/messages`, "supporter");
  talk.start();
  show(screen);
}

function back(): void {
  talk.stop();
  void openDesk();
}

function screen(): TemplateResult {
  return html`
    <h1 tabindex="-1"><bdi>${served.requester}</bdi></h1>
    <p>${about(served)}</p>
    ${served.text === undefined || served.text === "" ? html`<p>${t("served.no-words")}</p>`
      : html`<p dir="auto" translate="no" class="own">${served.text}</p>`}
    ${talk.draw(true)}
    ${whoSees("first-text", "conversation", "name")}
    ${trouble(problem)}
    <div class="ways">
      ${button(t("guide.title"), () => show(() => guidance(() => show(screen))))}
      ${button(t("refer.title"), () => { referring = !referring; update(); })}
    </div>
    ${referring ? referral() : nothing}
    <h2>${t("served.end-title")}</h2>
    <p>${t("served.end-text")}</p>
    ${tick("heavy", t("served.heavy"), heavy, (value) => { heavy = value; })}
    <div class="ways">
      ${sureButton(t("served.close"), () => void end("close", { heavy }), "")}
      ${button(t("served.hand-over"), () => void end("handover", {}), "quiet")}
      ${button(t("desk.recuse"), () => void end("recuse", {}), "quiet")}
      ${button(t("back"), back, "quiet")}
    </div>`;
}

function referral(): TemplateResult {
  return html`<section class="card" aria-labelledby="refer-title">
    <h2 id="refer-title">${t("refer.title")}</h2>
    <p>${t("refer.text")}</p>
    <ul class="found">${resources.map((one) => html`<li>${button(one.label, () => {
      talk.suggest([one.label, one.phone, one.url].filter((part) => part !== "").join(" · "));
    })}</li>`)}</ul>
  </section>`;
}

async function end(what: "close" | "handover" | "recuse", body: object): Promise<void> {
  problem = null;
  try {
    await waitFor(act.send("POST", `desk/${served.request}/${what}`, body));
  } catch (error) {
    problem = error as Problem;
    return update();
  }
  back();
}
