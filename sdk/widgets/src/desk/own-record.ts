// What she shows of herself and what she can carry; for who is none yet, how to become one.
import { html, nothing, type TemplateResult } from "lit";
import { Problem } from "../frame/api.js";
import { announce, show, update } from "../frame/app.js";
import { languageName, t } from "../frame/messages.js";
import { button, choice, heading, textArea, tick, trouble, type Option } from "../frame/ui.js";
import { channelOptions, session, topicOptions, type Person } from "../requester/draft.js";
import { PeopleField } from "../requester/people.js";
import { openDesk } from "./desk.js";
import { hourFields } from "./hours.js";
import { loadOwn, own, saveOwn, type Own } from "./record.js";

const ABOUT_MAX = 2000;
const CAPACITY = [0, 1, 2, 3, 4, 5];

let form: Own;
let conflicts: Person[] = [];
let problem: Problem | null = null;
let noLanguage = false;
const field = new PeopleField("conflicts", () => conflicts);

export async function openOwnRecord(): Promise<void> {
  problem = null;
  noLanguage = false;
  try {
    await loadOwn();
  } catch (error) {
    problem = error as Problem;
  }
  form = structuredClone(own);
  // Names are not looked up by id: those named before are kept, and told as a number.
  conflicts = [];
  show(screen);
}

function screen(): TemplateResult {
  const enrolled = form.enrolment === "approved";
  const hasDesk = session.capacities.includes("peer-supporter");
  return html`
    ${heading(enrolled ? t("desk.record") : t("join.title"))}
    ${enrolled ? nothing : joining()}
    ${mistakes()}
    ${enrolled ? availability() : nothing}
    ${capacity()}
    ${field.draw(t("own.conflicts"), t("own.conflicts-why"))}
    ${form.declaredConflicts.length === 0 ? nothing : earlierConflicts()}
    <p class="who">${t("own.shown")}</p>
    ${several("languages", t("own.languages"), form.languages, languageChoices())}
    ${several("topics", t("own.topics"), form.topics, topicOptions().slice(1))}
    ${several("channels", t("own.channels"), form.channels, channelOptions().slice(1))}
    ${hourFields(form.hours, (hours) => {
      form.hours = hours;
    })}
    ${textArea({
      name: "about",
      label: t("own.about"),
      help: t("own.about-help"),
      value: form.about,
      rows: 4,
      max: ABOUT_MAX,
      input: (value) => {
        form.about = value;
      },
    })}
    <div class="ways">
      ${button(enrolled ? t("own.save") : t("join.apply"), () => void save(), "main")}
      ${hasDesk ? button(t("back"), () => void openDesk(), "quiet") : nothing}
    </div>`;
}

/** What it means to become one, and what became of her word so far. */
function joining(): TemplateResult {
  return html`
    ${form.enrolment === "applied" ? html`<p class="state">${t("join.applied")}</p>` : nothing}
    ${form.enrolment === "left" ? html`<p class="state">${t("join.left")}</p>` : nothing}
    <p>${t("join.what")}</p>
    <ul>
      <li>${t("join.training")}</li>
      <li>${t("join.choice")}</li>
      <li>${t("join.silence")}</li>
      <li>${t("join.decides")}</li>
    </ul>`;
}

function mistakes(): TemplateResult | typeof nothing {
  if (noLanguage) {
    return html`<p class="problem" id="mistakes" tabindex="-1" role="alert">${t("own.no-language")}
      <a href="#languages" @click=${toLanguages}>${t("own.languages")}</a></p>`;
  }
  // A conflict is here always the same: her task in the company does not go with listening.
  if (problem?.code === "conflict") {
    return html`<p class="problem" role="alert">${t("join.conflict")}</p>`;
  }
  return trouble(problem);
}

// The address stays as it is: it must not tell what somebody does here.
function toLanguages(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#languages input")?.focus();
}

function availability(): TemplateResult {
  return html`
    ${tick("listed", t("own.listed"), form.listed, (value) => {
      form.listed = value;
    })}
    <p class="small">${t("own.listed-what")}</p>
    <div class="field">
      <label for="leave">${t("own.leave")}</label>
      <p class="small" id="leave-help">${t("own.leave-help")}</p>
      <input id="leave" type="date" autocomplete="off" aria-describedby="leave-help"
        .value=${form.onLeaveUntil ?? ""} @change=${setLeave}>
    </div>`;
}

function setLeave(event: Event): void {
  form.onLeaveUntil = (event.target as HTMLInputElement).value;
}

function capacity(): TemplateResult {
  const numbers = [...new Set([...CAPACITY, form.capacity])].map(String);
  return choice({
    name: "capacity",
    label: t("own.capacity"),
    value: String(form.capacity),
    input: (value) => {
      form.capacity = Number(value);
    },
    options: numbers.map((value) => ({ value, label: value })),
  });
}

function languageChoices(): Option[] {
  const tags = session.languages.map((tag) => tag.toLowerCase());
  const all = [...new Set([...tags, ...form.languages])];
  return all.map((value) => ({ value, label: languageName(value) }));
}

function several(
  name: string,
  legend: string,
  chosen: string[],
  options: Option[],
): TemplateResult {
  const wrong = name === "languages" && noLanguage ? "mistakes" : nothing;
  return html`<fieldset id=${name} aria-describedby=${wrong}>
    <legend>${legend}</legend>${options.map((one) =>
      tick(`${name}-${one.value}`, one.label, chosen.includes(one.value), (value) => {
        if (value) chosen.push(one.value);
        else chosen.splice(chosen.indexOf(one.value), 1);
      }),
    )}</fieldset>`;
}

function earlierConflicts(): TemplateResult {
  const forget = (): void => {
    form.declaredConflicts = [];
    announce(t("own.conflicts-forgotten"));
    update();
  };
  return html`<p>${t("own.conflicts-so-far", { n: form.declaredConflicts.length })}</p>
    ${button(t("own.conflicts-forget"), forget)}`;
}

async function save(): Promise<void> {
  problem = null;
  noLanguage = form.languages.length === 0;
  if (noLanguage) {
    update();
    return document.getElementById("mistakes")?.focus();
  }
  const named = [...form.declaredConflicts, ...conflicts.map((one) => one.id)];
  try {
    await saveOwn({ ...form, declaredConflicts: [...new Set(named)] });
  } catch (error) {
    problem = error as Problem;
    return update();
  }
  form = structuredClone(own);
  conflicts = [];
  show(screen);
  announce(form.enrolment === "approved" ? t("own.saved") : t("join.sent"));
}
