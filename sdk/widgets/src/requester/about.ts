// The second screen: what it is about. Everything on it may be left as it is.
import { html, nothing, type TemplateResult } from "lit";
import { show, update } from "../frame/app.js";
import { t } from "../frame/messages.js";
import { button, choice, heading, textArea, tick, whoSees } from "../frame/ui.js";
import { begin } from "./begin.js";
import { openBrowse } from "./browse.js";
import { channelOptions, draft, languageOptions, nameMode, topicOptions } from "./draft.js";
import { PeopleField } from "./people.js";
import { openBefore } from "./send.js";

const WORDS_MAX = 20000;

const concerned = new PeopleField("concerned", () => draft.concerned);
const anyoneBut = new PeopleField("anyone-but", () => draft.anyoneBut);
let withPeople = false;

export function about(): TemplateResult {
  const wished = draft.wished;
  return html`
    ${heading(wished === null ? t("about.title") : t("about.title-wished", { name: wished.displayName }))}
    <p>${t("about.optional")}</p>
    ${choice({
      name: "topic",
      label: t("field.topic"),
      value: draft.topic,
      input: (value) => {
        draft.topic = value;
      },
      options: topicOptions(),
    })}
    ${choice({
      name: "language",
      label: t("field.language"),
      value: draft.language,
      input: (value) => {
        draft.language = value;
      },
      options: languageOptions(),
    })}
    ${choice({
      name: "channel",
      label: t("field.channel"),
      value: draft.channel,
      input: (value) => {
        draft.channel = value;
      },
      options: channelOptions(),
    })}
    ${
      withPeople
        ? html`${concerned.draw(t("about.concerned"), t("about.concerned-why"))}
          ${anyoneBut.draw(t("about.anyone-but"), t("about.anyone-but-why"))}`
        : html`<div class="offer"><p>${t("about.concerned-why")}</p>${button(t("about.name-people"), open)}</div>`
    }
    ${textArea({
      name: "words",
      label: t("about.words"),
      help: t("about.words-help"),
      value: draft.text,
      max: WORDS_MAX,
      input: (value) => {
        draft.text = value;
      },
    })}
    ${tick("named", t("about.named"), draft.named, (value) => {
      draft.named = value;
      update();
    })}
    <p class="small">${draft.named ? t("about.named-yes") : t("about.named-no")}</p>
    ${draft.text === "" && draft.concerned.length === 0 ? nothing : whoSees("who", nameMode(), ["first-text", "name"])}
    <div class="ways">
      ${button(t("continue"), () => void openBefore(), "main")}
      ${button(t("back"), () => (wished === null ? show(begin) : void openBrowse()), "quiet")}
    </div>`;
}

function open(): void {
  withPeople = true;
  update();
  document.getElementById("concerned")?.focus();
}
