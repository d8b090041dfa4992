// The ways out of what she has accepted. Each says what follows; none asks why.
import { html, type TemplateResult } from "lit";
import { Act, Problem } from "../frame/api.js";
import { announce, show, update, waitFor } from "../frame/app.js";
import { t } from "../frame/messages.js";
import { button, heading, sureButton, tick, trouble } from "../frame/ui.js";

let request = "";
let back: () => void;
let done: () => void;
let heavy = false;
let problem: Problem | null = null;
const act = new Act();

/** `stay` goes back to the conversation, `ended` on from it. */
export function openEnding(of: string, stay: () => void, ended: () => void): void {
  request = of;
  back = stay;
  done = ended;
  heavy = false;
  problem = null;
  show(screen);
}

function screen(): TemplateResult {
  return html`
    ${heading(t("served.end"))}
    <p>${t("desk.no-reason")}</p>
    ${trouble(problem)}
    <section class="card" aria-labelledby="close-title">
      <h2 id="close-title">${t("served.close-title")}</h2>
      <p>${t("served.close-text")}</p>
      ${tick("heavy", t("served.heavy"), heavy, (value) => {
        heavy = value;
      })}
      <p class="small">${t("served.heavy-what")}</p>
      ${sureButton(t("served.close"), () => void end("close", { heavy }))}
    </section>
    <section class="card" aria-labelledby="hand-title">
      <h2 id="hand-title">${t("served.hand-title")}</h2>
      <p>${t("served.hand-text")}</p>
      ${sureButton(t("served.hand-over"), () => void end("handover", {}), "")}
    </section>
    <section class="card" aria-labelledby="aside-title">
      <h2 id="aside-title">${t("served.aside-title")}</h2>
      <p>${t("served.aside-text")}</p>
      ${sureButton(t("desk.recuse"), () => void end("recuse", {}), "")}
    </section>
    ${button(t("back"), back, "quiet")}`;
}

async function end(what: "close" | "handover" | "recuse", body: object): Promise<void> {
  problem = null;
  try {
    await waitFor(act.send("POST", `desk/${request}/${what}`, body));
  } catch (error) {
    problem = error as Problem;
    return update();
  }
  done();
  announce(t("served.ended"));
}
