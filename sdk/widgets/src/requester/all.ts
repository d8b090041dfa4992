// All that Kith holds on her: a copy for her, and the end of it.
import { html, type TemplateResult } from "lit";
import { Act, get, Problem } from "../frame/api.js";
import { show, update, waitFor } from "../frame/app.js";
import { t } from "../frame/messages.js";
import { button, heading, printPart, sureButton, tick, trouble, wordList } from "../frame/ui.js";
import { type Erased, showErased } from "./erased.js";
import { openSupport } from "./support.js";

interface Copy {
  name: string;
  file: string; // Base64.
  passphrase: string;
}

let problem: Problem | null = null;
let fetching = false;
let file = "";
let passphrase = "";
let supporterRole = false;
const act = new Act();

/** At the foot of the list of her requests. */
export function allSection(): TemplateResult {
  return html`<section aria-labelledby="all-title">
    <h2 id="all-title">${t("all.title")}</h2>
    <p>${t("all.copy-what")}</p>
    ${trouble(problem)}
    <div class="ways">
      ${button(t("all.copy"), () => void getCopy())}
      ${button(t("one.erase"), askErase, "quiet")}
    </div>
  </section>`;
}

// One at a time: each file has words of its own.
async function getCopy(): Promise<void> {
  if (fetching) return;
  fetching = true;
  problem = null;
  update();
  try {
    const copy = await waitFor(get<Copy>("me/data"));
    save(copy);
    ({ name: file, passphrase } = copy);
    show(copied);
  } catch (error) {
    problem = error as Problem;
    update();
  }
  fetching = false;
}

// The browser has taken hold of it once the link was followed; nothing of it stays with the page.
function save(copy: Copy): void {
  const bytes = Uint8Array.from(atob(copy.file), (one) => one.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  link.download = copy.name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function copied(): TemplateResult {
  return html`
    ${heading(t("copy.title"))}
    <p>${t("copy.where", { name: file })}</p>
    <section id="words" aria-labelledby="words-title">
      <h2 id="words-title">${t("copy.words")}</h2>
      ${wordList(passphrase)}
      <p>${t("copy.once")}</p>
      <p>${t("copy.how")}</p>
      <code dir="ltr" translate="no">age -d -o kith.txt <span>${file}</span></code>
    </section>
    <div class="ways">
      ${button(t("back"), back, "main")}
      ${button(t("code.print"), () => printPart("words"))}
    </div>
    <p class="small">${t("code.print-note")}</p>`;
}

function back(): void {
  passphrase = ""; // It is nowhere any more.
  problem = null;
  void openSupport();
}

function askErase(): void {
  problem = null;
  supporterRole = false;
  show(sure);
}

function sure(): TemplateResult {
  return html`
    ${heading(t("erase.title"))}
    <p>${t("all.what")}</p>
    <p>${t("all.stays")}</p>
    ${tick("supporter-role", t("all.role"), supporterRole, (value) => {
      supporterRole = value;
    })}
    ${trouble(problem)}
    <div class="ways">
      ${sureButton(t("erase.do"), () => void erase())}
      ${button(t("back"), back, "quiet")}
    </div>`;
}

async function erase(): Promise<void> {
  problem = null;
  try {
    showErased(await waitFor(act.send<Erased>("POST", "me/erase", { supporterRole })));
  } catch (error) {
    problem = error as Problem;
    update();
  }
}
