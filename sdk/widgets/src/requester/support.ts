// What became of her requests: the list, or the way back with a return code.
import { html, nothing, type TemplateResult } from "lit";
import { get, Problem, useReturnCode } from "../frame/api.js";
import { announce, show, update, waitFor } from "../frame/app.js";
import { hour, t } from "../frame/messages.js";
import { button, heading, textLine, trouble } from "../frame/ui.js";
import { allSection } from "./all.js";
import { begin } from "./begin.js";
import { session, topicName } from "./draft.js";
import { openOne, type Status } from "./one.js";

let requests: Status[] = [];
let problem: Problem | null = null;
let typed = "";
let byCode = false;

export async function openSupport(): Promise<void> {
  if (!session.signedIn && !byCode) return show(enterCode);
  show(overview);
  await load();
}

export async function openRequest(request: string): Promise<void> {
  await load();
  const one = requests.find((each) => each.request === request);
  if (one === undefined) return show(overview);
  openOne(one);
}

async function load(): Promise<void> {
  problem = null;
  try {
    requests = (await waitFor(get<{ requests: Status[] }>("requests"))).requests;
    announce(t("mine.count", { n: requests.length }));
  } catch (error) {
    problem = error as Problem;
  }
  update();
}

function overview(): TemplateResult {
  return html`
    ${heading(t("mine.title"))}
    ${trouble(problem)}
    <ul class="cards">${requests.map(
      (one) => html`<li class="card">
      <h2>${one.topic === "" ? t("mine.no-topic") : topicName(one.topic)}</h2>
      <p>${t(`state.${one.state}`)}</p>
      <p class="small">${t("mine.opened", { when: hour(one.openedAt) })}</p>
      ${button(t("mine.open"), () => openOne(one))}
    </li>`,
    )}</ul>
    ${requests.length === 0 && problem === null ? html`<p>${t("mine.none")}</p>` : nothing}
    <div class="ways">
      ${button(t("mine.new"), () => show(begin), "main")}
      ${byCode ? nothing : button(t("mine.by-code"), () => show(enterCode), "quiet")}
    </div>
    ${byCode ? nothing : allSection()}`;
}

function enterCode(): TemplateResult {
  return html`
    ${heading(t("return.title"))}
    <p>${t("return.text")}</p>
    ${trouble(problem)}
    <form @submit=${(event: Event) => {
      event.preventDefault();
      void tryCode();
    }}>
      ${textLine({
        name: "code-words",
        label: t("return.words"),
        help: t("return.help"),
        value: typed,
        input: (value) => {
          typed = value;
        },
      })}
      <div class="ways"><button type="submit" class="main">${t("return.open")}</button>
      ${button(t("back"), () => show(begin), "quiet")}</div>
    </form>`;
}

async function tryCode(): Promise<void> {
  useReturnCode(typed.trim().toLowerCase().replace(/\s+/g, " "));
  await load();
  if (problem !== null) {
    useReturnCode("");
    return;
  }
  typed = "";
  byCode = true;
  if (requests[0] !== undefined) openOne(requests[0]);
}
