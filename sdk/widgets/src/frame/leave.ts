// Leaving at once: a cover first, then another page in this one's place, so that Back skips it.
//
// Beside it, the cover that comes by itself when nobody has touched the page for a while.
import { html, render } from "lit";
import { ThreeShifts } from "../element/three-shifts.js";
import { announce } from "./app.js";
import { config } from "./config.js";
import { t } from "./messages.js";
import { tellParent } from "./parent.js";

const IDLE_MS = 5 * 60 * 1000;
const PARENT_HAS_MS = 150;

function clearFields(): void {
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    "input, textarea",
  ))
    field.value = "";
}

function cover(content: unknown): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "cover";
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  render(content, dialog);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function leave(): void {
  cover(html``);
  clearFields();
  tellParent({ type: "exit" });
  // The element around goes first; where it is broken, the frame takes the whole window along.
  setTimeout(
    () => (window.top ?? window).location.replace(config.exit),
    config.framed ? PARENT_HAS_MS : 0,
  );
}

function coverWhenIdle(): void {
  let timer = 0;
  let idle = false;
  const wait = (): void => {
    clearTimeout(timer);
    if (!idle) timer = window.setTimeout(hide, IDLE_MS);
  };
  const hide = (): void => {
    idle = true;
    const show = (): void => {
      idle = false;
      dialog.remove();
      wait();
    };
    const dialog = cover(
      html`<p>${t("idle.title")}</p><button class="main" @click=${show}>${t("idle.show")}</button>`,
    );
  };
  for (const sign of ["keydown", "pointerdown", "scroll", "input"])
    addEventListener(sign, wait, { passive: true });
  wait();
}

export function watchForLeaving(): void {
  const keys = new ThreeShifts(leave, (left) => announce(t("exit.presses", { n: left })));
  if (config.byKey) document.addEventListener("keydown", (event) => keys.press(event));
  // Back would put the words into the fields again.
  addEventListener("pagehide", clearFields);
  // A page that the browser kept whole would have its draft in memory: it begins anew.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  coverWhenIdle();
}
