// One person whom she serves: the words, the conversation, and where else help is.
import { html, nothing, type TemplateResult } from "lit";
import { Watch } from "../frame/api.js";
import { announce, show, update } from "../frame/app.js";
import { Conversation } from "../frame/conversation.js";
import { t } from "../frame/messages.js";
import { button, heading, resources, whoSees } from "../frame/ui.js";
import { openDanger } from "./danger.js";
import { openDesk, terms, topic, type Entry } from "./desk.js";
import { openEnding } from "./ending.js";
import { guidance } from "./guidance.js";

// What she had begun to write stays where it is while she looks at something else.
const talks = new Map<string, Conversation>();

let served: Entry;
let talk: Conversation;
let referring = false;

const LOOK_MS = 15000;

// Whether she may know a name can change while she reads; a name that was taken back leaves the screen.
const watch = new Watch<{ requests: Entry[] }>(
  () => "desk",
  ({ requests }) => {
    const now = requests.find((one) => one.request === served.request);
    if (now === undefined || now.withheld) return;
    served = now;
    update();
  },
  () => {},
  LOOK_MS,
);

export function openServed(one: Entry): void {
  served = one;
  referring = false;
  talk =
    talks.get(one.request) ??
    new Conversation(`desk/${one.request}/messages`, "supporter", { gone });
  talks.set(one.request, talk);
  start();
  show(screen);
}

function start(): void {
  talk.start();
  watch.start();
}

function stop(): void {
  talk.stop();
  watch.stop();
}

// The other person ended it, erased it, asked for somebody else or took her consent back: which one is
// not told here. What was
// written may be erased, so it leaves the screen at once; only her own unsent words stay.
function gone(): void {
  stop();
  talks.delete(served.request);
  show(overScreen);
}

function leave(): void {
  stop();
  void openDesk();
}

function screen(): TemplateResult {
  return html`
    ${heading(t("served.title", { name: served.requester ?? "" }))}
    <p>${topic(served)}</p>
    ${terms(served) === "" ? nothing : html`<p class="small">${terms(served)}</p>`}
    <h2>${t("served.words")}</h2>
    ${
      served.text
        ? html`<p dir="auto" translate="no" class="own">${served.text}</p>`
        : html`<p>${t("served.no-words")}</p>`
    }
    ${talk.draw(true)}
    ${ways()}
    ${whoSees("seen", "", ["first-text", "conversation", "name"])}
    ${button(t("back"), leave, "quiet")}`;
}

function overScreen(): TemplateResult {
  return html`
    ${heading(t("served.title", { name: served.requester ?? "" }))}
    <p class="state">${t("served.over")}</p>
    ${talk.unsent()}
    ${button(t("back"), leave, "main")}`;
}

function ways(): TemplateResult {
  const again = (): void => show(screen);
  return html`<div class="ways">
      ${button(t("refer.title"), refer)}
      ${button(t("guide.title"), () => show(() => guidance(again)))}
      ${button(t("danger.title"), () => aside(openDanger))}
      ${button(t("served.end"), () => aside((request, stay) => openEnding(request, stay, leave)))}
    </div>
    ${referring ? referral() : nothing}`;
}

// Her own act must not look as if somebody else had ended it, and nobody takes the screen from her
// who looks for help.
function aside(open: (request: string, stay: () => void) => void): void {
  stop();
  open(served.request, () => {
    start();
    show(screen);
  });
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
    <ul class="found">${resources.map(
      (one) => html`<li>
      <button type="button" @click=${() => suggest(one)}>
        <bdi>${one.label}</bdi> <span class="small"><bdi>${one.phone}</bdi></span></button>
    </li>`,
    )}</ul>
  </section>`;
}

// From right to left, the groups of a number would change places; the mark before it keeps them.
const LEFT_TO_RIGHT = "\u200e";

function suggest(one: (typeof resources)[number]): void {
  referring = false;
  const marked = one.phone !== "" && document.documentElement.dir === "rtl";
  const phone = (marked ? LEFT_TO_RIGHT : "") + one.phone;
  talk.suggest([one.label, phone, one.url].filter((part) => part !== "").join("\n"));
  announce(t("refer.added"));
}
