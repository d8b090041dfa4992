// Somebody is in danger: the emergency number first, then two custodians who can open a name.
import { html, nothing, type TemplateResult } from "lit";
import { Act, Problem } from "../frame/api.js";
import { show, update, waitFor } from "../frame/app.js";
import { t } from "../frame/messages.js";
import { button, hasCustodians, heading, radios, sureButton, trouble } from "../frame/ui.js";
import { numbers } from "./guidance.js";

const GROUNDS = ["self", "others", "child"] as const;
const STEPS = ["decide", "name", "told"] as const;

let request = "";
let back: () => void;
let ground = "";
let problem: Problem | null = null;
const act = new Act();

/** `stay` goes back to the conversation. */
export function openDanger(of: string, stay: () => void): void {
  request = of;
  back = stay;
  ground = "";
  problem = null;
  show(screen);
}

function screen(): TemplateResult {
  return html`
    ${heading(t("danger.title"))}
    ${emergency()}
    <p>${t("guide.danger-text")}</p>
    ${hasCustodians() ? asking() : html`<p>${t("danger.no-custodians")}</p>`}
    ${button(t("back"), back, "quiet")}`;
}

function asking(): TemplateResult {
  return html`<section class="card" aria-labelledby="danger-title">
    <h2 id="danger-title">${t("danger.open")}</h2>
    <ul>${STEPS.map((step) => html`<li>${t(`danger.${step}`)}</li>`)}</ul>
    ${radios({
      name: "ground",
      label: t("danger.ground"),
      value: ground,
      input: (value) => {
        ground = value;
        update();
      },
      options: GROUNDS.map((value) => ({ value, label: t(`danger.${value}`) })),
    })}
    ${trouble(problem)}
    ${ground === "" ? html`<p class="small">${t("danger.choose")}</p>` : nothing}
    ${sureButton(t("danger.ask"), () => void ask())}
  </section>`;
}

function emergency(): TemplateResult | typeof nothing {
  const all = numbers();
  return all.length === 0 ? nothing : html`<div class="state">${all}</div>`;
}

async function ask(): Promise<void> {
  problem = null;
  if (ground === "") {
    document.querySelector<HTMLElement>("#ground input")?.focus();
    return update();
  }
  try {
    await waitFor(act.send("POST", `desk/${request}/exception`, { dangerTo: ground }));
  } catch (error) {
    problem = error as Problem;
    // There is one thing only that stands in the way: it has been asked for.
    if (problem.code === "conflict") problem = new Problem(problem.status, "under_way");
    return update();
  }
  show(asked);
}

function asked(): TemplateResult {
  return html`
    ${heading(t("danger.asked"))}
    <p>${t("danger.asked-next")}</p>
    ${emergency()}
    ${button(t("back"), back, "main")}`;
}
