// The pieces that every screen is made of.
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ref } from "lit/directives/ref.js";
import { announce, update } from "./app.js";
import { get, Problem } from "./api.js";
import { config } from "./config.js";
import { inPlainSight, watchButton } from "./guard.js";
import { leave } from "./leave.js";
import { has, language, languageName, list, t, type Key } from "./messages.js";

interface Resource {
  id: string;
  kind: "emergency" | "hotline" | "eap";
  label: string;
  phone: string;
  url: string;
  languages: string[];
}
interface PromiseLine {
  what: string;
  readers: string[];
  conditions: { capacity: string; once: string[] }[];
}
/** Whether her name is given; "" where that is not settled. */
export type NameMode = "pseudonymous" | "named" | "";

export let resources: Resource[] = [];
const promises = new Map<NameMode, PromiseLine[]>();
let roles: Record<string, string> = {};

/** What every page shows beside its own: help from outside, and who can read what. */
export async function loadSurroundings(
  names: Record<string, string>,
  ...modes: NameMode[]
): Promise<void> {
  roles = names;
  const [help] = await Promise.all([
    get<{ resources: Resource[] }>(`resources?language=${language}`),
    ...modes.map(loadPromise),
  ]);
  const order = ["emergency", "hotline", "eap"];
  resources = help.resources.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Asks the policy anew who can read what, where her name is given or is not. */
export async function loadPromise(mode: NameMode): Promise<void> {
  const query = mode === "" ? "" : `?nameMode=${mode}`;
  promises.set(mode, (await get<{ promise: PromiseLine[] }>(`promise${query}`)).promise);
}

const isOfCustodians = (line: PromiseLine): boolean => line.readers.includes("identity-custodian");

/** Whether there are custodians here who can open a name where somebody is in danger. */
export function hasCustodians(): boolean {
  return [...promises.values()].flat().some(isOfCustodians);
}

/** What this company calls a role, else our own word. */
export function role(name: string): string {
  const key = `role.${name}`;
  return roles[name] ?? (has(key) ? t(key) : name);
}

/**
 * Around each screen: the way out first, help last, always at the same place. In a frame it is the
 * element around that has the button, because only there it stays in sight.
 */
export function frame(screen: TemplateResult): TemplateResult {
  return html`
    ${config.framed ? nothing : html`<div class="exit">${button(t("exit.button"), leave)}</div>`}
    ${screen}
    <aside aria-labelledby="help-title">
      <h2 id="help-title">${t("help.title")}</h2>
      <ul class="help">${resources.map(helpLine)}</ul>
      <p class="small">${config.byKey ? t("exit.key") : nothing} ${t("exit.honest")}</p>
    </aside>`;
}

function helpLine(one: Resource): TemplateResult {
  return html`<li class=${one.kind}>
    <bdi>${one.label}</bdi>
    ${one.phone === "" ? nothing : html`<a href="tel:${one.phone.replace(/[^\d+]/g, "")}"><bdi>${one.phone}</bdi></a>`}
    ${one.url === "" ? nothing : html`<a href=${one.url} target="_blank" rel="noopener noreferrer">${t("help.open")}<span class="unseen"> <bdi>${one.label}</bdi></span></a>`}
    ${one.languages.length === 0 ? nothing : html`<span class="small">${list(one.languages.map(languageName))}</span>`}
  </li>`;
}

export function heading(text: string): TemplateResult {
  return html`<h1 tabindex="-1">${text}</h1>`;
}

/**
 * Who can read what is written here, as the policy itself says it: told to the one who asks ("who")
 * or to the one who listens ("seen"). Who would need a fact that can be true no more (`never`) is no
 * reader.
 */
export function whoSees(
  view: "who" | "seen",
  mode: NameMode,
  what: string[],
  never: string[] = [],
): TemplateResult {
  const all = promises.get(mode) ?? [];
  const lines = all.filter((line) => what.includes(line.what)).map((line) => without(never, line));
  return html`<section class="who" aria-labelledby="who-title">
    <h2 id="who-title">${t("who.title")}</h2>
    <ul>${lines.map((line) => html`<li>${whoSeesLine(view, line)}</li>`)}</ul>
    ${lines.some(isOfCustodians) ? html`<p class="small">${t(`${view}.exception`)} ${t("who.custodians")}</p>` : nothing}
  </section>`;
}

function without(never: string[], line: PromiseLine): PromiseLine {
  const conditions = line.conditions.filter(({ once }) => !once.some((one) => never.includes(one)));
  const still = conditions.map((one) => one.capacity);
  return { ...line, conditions, readers: line.readers.filter((one) => still.includes(one)) };
}

function whoSeesLine(view: string, line: PromiseLine): string {
  const depends = line.conditions.some((one) => one.once.includes("name-consent"));
  const reader = (name: string): string => {
    if (name !== "peer-supporter") return name;
    // An offer shows where it stands and what it is about to the one who is asked, before she accepts.
    if (line.what === "state") return "asked";
    return depends ? "let-know" : name;
  };
  const key = `${view}.${line.what}`;
  const names = line.readers.map((name) => t(`${view}.reader.${reader(name)}` as Key));
  if (names.length === 0) names.push(t("who.reader.nobody"));
  return has(key) ? t(key, { who: list(names) }) : list(names);
}

/** What went wrong, in words; never where the person could do nothing about it without a way on. */
export function trouble(problem: Problem | null): TemplateResult | typeof nothing {
  if (problem === null) return nothing;
  const key = `problem.${problem.code}`;
  return html`<p class="problem" role="alert">${t(has(key) ? key : "problem.other")}</p>`;
}

interface Field {
  name: string;
  label: string;
  help?: string;
  value: string;
  input: (value: string) => void;
}

// Nothing typed here is offered again, corrected, translated or sent to a spelling service.
export function textArea(field: Field & { rows?: number; max: number }): TemplateResult {
  return html`<div class="field">
    <label for=${field.name}>${field.label}</label>
    ${field.help ? html`<p class="small" id="${field.name}-help">${field.help}</p>` : nothing}
    <textarea id=${field.name} rows=${field.rows ?? 5} maxlength=${field.max} autocomplete="off" spellcheck="false"
      autocorrect="off" autocapitalize="off" writingsuggestions="false" translate="no" data-gramm="false" dir="auto"
      aria-describedby=${field.help ? `${field.name}-help` : nothing} .value=${live(field.value)}
      @input=${(event: InputEvent) => field.input((event.target as HTMLTextAreaElement).value)}></textarea>
  </div>`;
}

export function textLine(field: Field): TemplateResult {
  return html`<div class="field">
    <label for=${field.name}>${field.label}</label>
    ${field.help ? html`<p class="small" id="${field.name}-help">${field.help}</p>` : nothing}
    <input id=${field.name} type="text" autocomplete="off" spellcheck="false" autocorrect="off" autocapitalize="off"
      writingsuggestions="false" translate="no" data-gramm="false" dir="auto"
      aria-describedby=${field.help ? `${field.name}-help` : nothing} .value=${live(field.value)}
      @input=${(event: InputEvent) => field.input((event.target as HTMLInputElement).value)}>
  </div>`;
}

export interface Option {
  value: string;
  label: string;
}

export function choice(field: Field & { options: Option[] }): TemplateResult {
  return html`<div class="field">
    <label for=${field.name}>${field.label}</label>
    <select id=${field.name} autocomplete="off" .value=${live(field.value)}
      @change=${(event: Event) => field.input((event.target as HTMLSelectElement).value)}>
      ${field.options.map((one) => html`<option value=${one.value} ?selected=${one.value === field.value}>${one.label}</option>`)}
    </select>
  </div>`;
}

export function tick(
  name: string,
  label: string,
  value: boolean,
  input: (value: boolean) => void,
): TemplateResult {
  return html`<label class="tick"><input type="checkbox" id=${name} autocomplete="off" .checked=${live(value)}
    @change=${(event: Event) => input((event.target as HTMLInputElement).checked)}> <span>${label}</span></label>`;
}

export function radios(field: Field & { options: Option[] }): TemplateResult {
  return html`<fieldset id=${field.name}>
    <legend>${field.label}</legend>
    ${field.options.map(
      (one) => html`<label class="tick"><input type="radio" name=${field.name} value=${one.value}
      autocomplete="off" .checked=${live(one.value === field.value)} @change=${() => field.input(one.value)}>
      <span>${one.label}</span></label>`,
    )}
  </fieldset>`;
}

export function button(label: string, click: () => void, kind = ""): TemplateResult {
  return html`<button type="button" class=${kind} @click=${click}>${label}</button>`;
}

let covered = ""; // The name of the button that was pressed while something lay over it.

/**
 * A button for what cannot be taken back: it counts only where it is in plain sight. `name` tells
 * it from others with the same words.
 */
export function sureButton(
  label: string,
  click: () => void,
  kind = "main",
  name = label,
): TemplateResult {
  const press = (event: Event): void => {
    const seen = inPlainSight(event.currentTarget as Element);
    covered = seen ? "" : name;
    if (seen) click();
    else announce(t("covered.title"));
    update();
  };
  return html`<button type="button" class=${kind} ${ref(watchButton)} @click=${press}>${label}</button>
    ${
      covered === name
        ? html`<p class="problem">${t("covered.title")}
      <a href=${location.href} target="_blank" rel="noopener">${t("covered.open")}</a></p>`
        : nothing
    }`;
}

/** Words to be kept, in the order in which they belong. */
export function wordList(words: string): TemplateResult {
  return html`<ol class="code" translate="no" dir="ltr" lang="en">${words.split(" ").map((word) => html`<li>${word}</li>`)}</ol>`;
}

/** Prints what is in `part` and nothing else of the page. */
export function printPart(part: string): void {
  const element = document.getElementById(part);
  element?.classList.add("printed");
  window.print();
  element?.classList.remove("printed");
}
