// Looking round first. The search goes in a body, not in an address, and leaves no record.
import { html, nothing, type TemplateResult } from "lit";
import { ask, Problem } from "../frame/api.js";
import { announce, show, update, waitFor } from "../frame/app.js";
import { languageName, list, t } from "../frame/messages.js";
import { button, choice, heading, textLine, trouble, type Option } from "../frame/ui.js";
import { about } from "./about.js";
import { begin } from "./begin.js";
import {
  channelOptions,
  draft,
  languageOptions,
  topicName,
  topicOptions,
  type Supporter,
} from "./draft.js";

const PAGE = 20;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const filter = { location: "", hours: "" };
let found: Supporter[] = [];
let next = "";
let problem: Problem | null = null;

export async function openBrowse(): Promise<void> {
  show(browse);
  await search();
}

async function search(after = ""): Promise<void> {
  problem = null;
  try {
    const page = await waitFor(
      ask<{ supporters: Supporter[]; next: string }>("directory/search", {
        topic: draft.topic,
        language: draft.language,
        channel: draft.channel,
        ...filter,
        limit: PAGE,
        after,
      }),
    );
    found = after === "" ? page.supporters : [...found, ...page.supporters];
    next = page.next;
    announce(t("browse.count", { n: found.length }));
  } catch (error) {
    problem = error as Problem;
  }
  update();
}

function browse(): TemplateResult {
  const set = (name: "topic" | "language" | "channel") => (value: string) => {
    draft[name] = value;
    void search();
  };
  return html`
    ${heading(t("browse.title"))}
    <p class="small">${t("find.trace")}</p>
    <form class="filters" @submit=${(event: Event) => {
      event.preventDefault();
      void search();
    }}>
      ${choice({ name: "language", label: t("field.language"), value: draft.language, input: set("language"), options: languageOptions() })}
      ${choice({ name: "topic", label: t("field.topic"), value: draft.topic, input: set("topic"), options: topicOptions() })}
      ${choice({ name: "channel", label: t("field.channel"), value: draft.channel, input: set("channel"), options: channelOptions() })}
      ${choice({
        name: "day",
        label: t("field.day"),
        value: filter.hours,
        input: (value) => {
          filter.hours = value;
          void search();
        },
        options: dayOptions(),
      })}
      ${textLine({
        name: "place",
        label: t("field.place"),
        value: filter.location,
        input: (value) => {
          filter.location = value;
        },
      })}
      <button type="submit">${t("browse.search")}</button>
    </form>
    ${trouble(problem)}
    <ul class="cards">${found.map(card)}</ul>
    ${found.length === 0 && problem === null ? html`<p>${t("browse.none")}</p>` : nothing}
    <div class="ways">
      ${next === "" ? nothing : button(t("browse.more"), () => void search(next))}
      ${button(
        t("find.pick"),
        () => {
          draft.wished = null;
          show(about);
        },
        "main",
      )}
      ${button(t("back"), () => show(begin), "quiet")}
    </div>`;
}

function dayOptions(): Option[] {
  return [
    { value: "", label: t("any") },
    ...DAYS.map((value) => ({ value, label: t(`day.${value}`) })),
  ];
}

function card(one: Supporter): TemplateResult {
  const choose = (): void => {
    draft.wished = one;
    show(about);
  };
  return html`<li class="card">
    <h2><bdi>${one.displayName}</bdi></h2>
    <p class="small">${one.location} · ${list(one.languages.map(languageName))}</p>
    ${one.about === "" ? nothing : html`<p dir="auto">${one.about}</p>`}
    <p class="small">${list(one.topics.map(topicName))}</p>
    <p class="small">${one.hasTime ? t("browse.has-time") : t("browse.no-time")}</p>
    ${button(t("browse.choose", { name: one.displayName }), choose)}
  </li>`;
}
