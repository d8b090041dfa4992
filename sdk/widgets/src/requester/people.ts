// Naming people: found by typing a part of the name. Who is not found may be left out.
import { html, nothing, type TemplateResult } from "lit";
import { ask } from "../frame/api.js";
import { announce, update } from "../frame/app.js";
import { t } from "../frame/messages.js";
import { textLine } from "../frame/ui.js";
import type { Person } from "./draft.js";

const TYPED_MS = 250;
const SHOWN = 8;

export class PeopleField {
  #typed = "";
  #found: Person[] | null = null;
  #timer = 0;

  constructor(
    readonly name: string,
    readonly chosen: () => Person[],
  ) {}

  draw(label: string, help: string): TemplateResult {
    return html`<fieldset>
      <legend>${label}</legend>
      <p class="small">${help}</p>
      <ul class="chosen">${this.chosen().map(
        (one) => html`<li>
        <bdi>${one.displayName}</bdi>
        <button type="button" @click=${() => this.#drop(one)}>${t("people.remove")}<span class="unseen"> <bdi>${one.displayName}</bdi></span></button>
      </li>`,
      )}</ul>
      ${textLine({ name: this.name, label: t("people.search"), value: this.#typed, input: (value) => this.#type(value) })}
      ${
        this.#found === null
          ? nothing
          : html`<ul class="found">${this.#found.map(
              (one) => html`<li>
        <button type="button" @click=${() => this.#take(one)}><bdi>${one.displayName}</bdi>
          <span class="small"><bdi>${one.title}</bdi> · <bdi>${one.department}</bdi></span></button>
      </li>`,
            )}</ul>`
      }
      ${this.#found?.length === 0 ? html`<p class="small">${t("people.none")}</p>` : nothing}
    </fieldset>`;
  }

  #type(value: string): void {
    this.#typed = value;
    clearTimeout(this.#timer);
    if (value.trim().length < 2) {
      this.#found = null;
      return update();
    }
    this.#timer = window.setTimeout(() => void this.#search(value.trim()), TYPED_MS);
  }

  async #search(text: string): Promise<void> {
    try {
      const { people } = await ask<{ people: Person[] }>("directory/people", {
        text,
        limit: SHOWN,
      });
      const taken = new Set(this.chosen().map((one) => one.id));
      this.#found = people.filter((one) => !taken.has(one.id));
    } catch {
      this.#found = [];
    }
    announce(t("people.count", { n: this.#found.length }));
    update();
  }

  #take(one: Person): void {
    this.chosen().push(one);
    this.#typed = "";
    this.#found = null;
    announce(t("people.added", { name: one.displayName }));
    update();
    document.getElementById(this.name)?.focus();
  }

  #drop(one: Person): void {
    this.chosen().splice(this.chosen().indexOf(one), 1);
    announce(t("people.removed", { name: one.displayName }));
    update();
    document.getElementById(this.name)?.focus();
  }
}
