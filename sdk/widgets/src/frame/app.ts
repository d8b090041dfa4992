// The page: one screen at a time, drawn by lit; where the focus goes; what is read aloud.
import { html, render, type TemplateResult } from "lit";
import { config } from "./config.js";
import { loadMessages, t } from "./messages.js";
import { tellHeight, tellParent } from "./parent.js";
import { applyTheme } from "./theme.js";
import { frame } from "./ui.js";
import { watchForLeaving } from "./leave.js";

const SLOW_MS = 1000;

type Screen = () => TemplateResult;

let screen: Screen = () => html``;
let root: HTMLElement;
let status: HTMLElement;

/** Draws the present screen again: something that it shows has changed. */
export function update(): void {
  render(frame(screen()), root);
}

/** Goes to another screen; its heading gets the focus, so that it is read aloud. */
export function show(next: Screen): void {
  screen = next;
  announce(""); // What was said belonged to the screen before.
  update();
  root.scrollIntoView?.({ block: "start" });
  root.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

/** Says something without moving the focus. */
export function announce(text: string): void {
  status.textContent = text;
}

/** Shows that it takes a while where it does; gives what the work gave. */
export async function waitFor<T>(work: Promise<T>): Promise<T> {
  const slow = setTimeout(() => announce(t("wait")), SLOW_MS);
  try {
    return await work;
  } finally {
    clearTimeout(slow);
    if (status.textContent === t("wait")) announce("");
  }
}

/** Starts the page. Where that fails, the page around shows what its host wrote for this case. */
export async function start(begin: () => Promise<void>): Promise<void> {
  root = document.getElementById("kith") as HTMLElement;
  status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "status";
  root.after(status);
  try {
    document.documentElement.classList.toggle("framed", config.framed);
    applyTheme();
    await loadMessages();
    watchForLeaving();
    await begin();
    tellHeight(document.body);
    tellParent({
      type: "ready",
      exit: config.exit,
      label: t("exit.button"),
      shortcut: config.byKey ? "shift-3" : "none",
    });
  } catch {
    tellParent({ type: "error", code: "start" });
  }
}
