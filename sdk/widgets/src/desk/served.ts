// One person whom she serves: the words, the conversation, and where else help is.
import { html, nothing, type TemplateResult } from "lit";
import { announce, show, update } from "../frame/app.js";
import { Conversation } from "../frame/conversation.js";
import { t } from "../frame/messages.js";
import { button, heading, resources, whoSees } from "../frame/ui.js";
import { openDesk, terms, topic, type Entry } from "./desk.js";
import { openEnding } from "./ending.js";
import { guidance } from "./guidance.js";

// What she had begun to write stays where it is while she looks at something else.
const talks = new Map<string, Conversation>();

let served: Entry;
let talk: Conversation;
let referring = false;
let over = false;

export function openServed(one: Entry): void {
  served = one;
  referring = false;
  over = false;
  talk = talks.get(one.request)
    ?? new Conversation(`desk/${one.request}/messages`, "supporter", { gone });
  talks.set(one.request, talk);
  talk.start();
  show(screen);
}

// The other person ended it, took it back or asked for somebody else: which one is not told.
function gone(): void {
  talk.stop();
  over = true;
  announce(t("served.over"));
  update();
}

function leave(): void {
  talk.stop();
  void openDesk();
}

function screen(): TemplateResult {
  return html`
    ${heading(t("served.title", { name: served.requester ?? "" }))}
    <p>${topic(served)}</p>
    ${terms(served) === "" ? nothing : html`<p class="small">${terms(served)}</p>`}
    ${over ? html`<p class="state">${t("served.over")}</p>` : nothing}
    <h2>${t("served.words")}</h2>
    ${served.text ? html`<p dir="auto" translate="no" class="own">${served.text}</p>` : html`<p>${t("served.no-words")}</p>`}
    ${talk.draw(!over)}
    ${over ? nothing : ways()}
    ${whoSees("seen", "first-text", "conversation", "name")}
    ${button(t("back"), leave, "quiet")}`;
}

function ways(): TemplateResult {
  const again = (): void => show(screen);
  return html`<div class="ways">
      ${button(t("refer.title"), refer)}
      ${button(t("guide.title"), () => show(() => guidance(again)))}
      ${button(t("served.end"), () => openEnding(served.request, again, leave))}
    </div>
    ${referring ? referral() : nothing}`;
}

function refer(): void {
  referring = !referring;
  update();
  document.getElementById("refer-title")?.focus();
}

function referral(): TemplateResult {
  return html`<section class="card" aria-labelledby="refer-title">
    <h2 id="refer-title" tabindex="-1">${t("refer.heading")}</h2>
    <p>${t("refer.text")}</p>
    <ul class="found">${resources.map((one) => html`<li><button type="button" @click=${() => suggest(one)}>
      <bdi>${one.label}</bdi> <span class="small"><bdi>${one.phone}</bdi></span></button></li>`)}</ul>
  </section>`;
}

function suggest(one: (typeof resources)[number]): void {
  referring = false;
  talk.suggest([one.label, one.phone, one.url].filter((part) => part !== "").join(" · "));
  announce(t("refer.added"));
}
