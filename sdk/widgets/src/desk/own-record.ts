// What she shows of herself and what she can carry; for somebody who is none yet, how to become one.
import { html, nothing, type TemplateResult } from "lit";
import { Act, get, Problem } from "../frame/api.js";
import { announce, show, update, waitFor } from "../frame/app.js";
import { languageName, t } from "../frame/messages.js";
import { button, choice, heading, textArea, textLine, tick, trouble } from "../frame/ui.js";
import { channelOptions, session, topicOptions, type Person } from "../requester/draft.js";
import { PeopleField } from "../requester/people.js";
import { openDesk } from "./desk.js";

interface Own {
  enrolment?: "applied" | "approved" | "left"; listed: boolean; languages: string[]; topics: string[];
  capacity: number; accreditedUntil?: string; onLeaveUntil?: string; about: string; channels: string[];
  hours: string[]; shared: string[]; declaredConflicts: string[];
}

const NOBODY: Own = { listed: true, languages: [], topics: [], capacity: 3, about: "", channels: [], hours: [], shared: [], declaredConflicts: [] };

let own: Own = NOBODY;
let conflicts: Person[] = [];
let problem: Problem | null = null;
const act = new Act();
const field = new PeopleField("conflicts", () => conflicts);

export async function openOwnRecord(): Promise<void> {
  problem = null;
  own = structuredClone(NOBODY);
  try {
    own = await waitFor(get<Own>("desk/record"));
  } catch (error) {
    if ((error as Problem).code !== "denied") problem = error as Problem;
  }
  // Names are not ours to look up by id: those named before stay, and are shown as a number.
  conflicts = [];
  show(screen);
}

function screen(): TemplateResult {
  const enrolled = own.enrolment === "approved";
  return html`
    ${heading(enrolled ? t("desk.record") : t("join.title"))}
    ${enrolled ? nothing : html`<p>${t("join.what")}</p>`}
    ${own.enrolment === "applied" ? html`<p class="state">${t("join.applied")}</p>` : nothing}
    ${trouble(problem)}
    ${enrolled ? tick("listed", t("own.listed"), own.listed, (value) => { own.listed = value; }) : nothing}
    ${enrolled ? html`<p class="small">${t("own.listed-what")}</p>` : nothing}
    ${enrolled ? textLine({ name: "leave", label: t("own.leave"), help: t("own.leave-help"), value: own.onLeaveUntil ?? "", input: (value) => { own.onLeaveUntil = value; } }) : nothing}
    ${choice({ name: "capacity", label: t("own.capacity"), value: String(own.capacity), input: (value) => { own.capacity = Number(value); },
      options: [0, 1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: String(n) })) })}
    ${several(t("own.languages"), own.languages, session.languages.map((tag) => ({ value: tag.toLowerCase(), label: languageName(tag) })))}
    ${several(t("own.topics"), own.topics, topicOptions().slice(1))}
    ${several(t("own.channels"), own.channels, channelOptions().slice(1))}
    ${textLine({ name: "hours", label: t("own.hours"), help: t("own.hours-help"), value: own.hours.join("; "), input: (value) => { own.hours = parts(value); } })}
    ${textArea({ name: "about", label: t("own.about"), help: t("own.about-help"), value: own.about, rows: 4, max: 2000, input: (value) => { own.about = value; } })}
    ${field.draw(t("own.conflicts"), t("own.conflicts-why", { n: own.declaredConflicts.length }))}
    <div class="ways">
      ${button(enrolled ? t("own.save") : t("join.apply"), () => void save(), "main")}
      ${session.capacities.includes("peer-supporter") ? button(t("back"), () => void openDesk(), "quiet") : nothing}
    </div>`;
}

const parts = (text: string): string[] => text.split(";").map((part) => part.trim()).filter((part) => part !== "");

function several(legend: string, chosen: string[], options: { value: string; label: string }[]): TemplateResult {
  return html`<fieldset><legend>${legend}</legend>${options.map((one) =>
    tick(`${legend}-${one.value}`, one.label, chosen.includes(one.value), (value) => {
      if (value) chosen.push(one.value);
      else chosen.splice(chosen.indexOf(one.value), 1);
    }))}</fieldset>`;
}

async function save(): Promise<void> {
  problem = null;
  const { languages, topics, capacity, listed, about, channels, hours, shared } = own;
  const declaredConflicts = [...new Set([...own.declaredConflicts, ...conflicts.map((one) => one.id)])];
  const leave = own.onLeaveUntil ? { onLeaveUntil: own.onLeaveUntil } : {};
  try {
    const { enrolment } = await waitFor(act.send<{ enrolment: "applied" | "approved" }>("PUT", "desk/record",
      { languages, topics, capacity, listed, about, channels, hours, shared, declaredConflicts, ...leave }));
    own.enrolment = enrolment;
    own.declaredConflicts = declaredConflicts;
    conflicts = [];
    announce(t("own.saved"));
  } catch (error) {
    problem = error as Problem;
  }
  update();
}
