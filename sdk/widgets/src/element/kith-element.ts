// One element: a frame with Kith's page, or what the host wrote between the tags.
import { Cover } from "./cover.js";
import { ThreeShifts } from "./three-shifts.js";
import { frameAddress } from "./address.js";

const PATIENCE_MS = 8000;

// What the frame may say. Nothing of it is about a person, and nothing is ever said to the frame.
type Said = { kith: 1 } & (
  | { type: "ready"; exit: string; label: string; shortcut: string }
  | { type: "height"; px: number }
  | { type: "exit" }
  | { type: "error"; code: string }
  | { type: "auth-required" }
);

const STYLE = `:host{display:block;position:relative}.bar{position:sticky;inset-block-start:0;z-index:1;
text-align:end;padding-block:.5rem}button{font:600 1rem/1.5 var(--kith-font,system-ui,sans-serif);
min-block-size:2.75rem;padding:.4rem 1rem;color:Canvas;background:CanvasText;border:1px solid CanvasText;
border-radius:var(--kith-radius,.5rem);cursor:pointer}button:focus-visible{outline:3px solid Highlight;
outline-offset:2px}@media print{.bar{display:none}}iframe{border:0;inline-size:100%;block-size:22rem;display:block;
color-scheme:normal;background:transparent}[hidden]{display:none!important}`;

/** The class of an element that shows `page`: find, support or desk. */
export function elementOf(page: string): CustomElementConstructor {
  return class extends HTMLElement {
    static observedAttributes = ["base", "lang"];

    readonly #frame = document.createElement("iframe");
    readonly #fallback = document.createElement("slot");
    readonly #bar = document.createElement("div");
    readonly #button = document.createElement("button");
    readonly #cover: Cover;
    readonly #keys = new ThreeShifts(() => this.leave());
    #exit = "about:blank";
    #shortcut = "shift-3";
    #patience = 0;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.#cover = new Cover(root);
      this.#frame.referrerPolicy = "origin";
      this.#frame.title = "Support";
      this.#frame.hidden = true;
      // Outside the frame, which is as tall as its page: here the button stays in sight.
      this.#bar.className = "bar";
      this.#button.type = "button";
      this.#button.addEventListener("click", () => this.leave());
      this.#bar.append(this.#button);
      root.append(this.#fallback, this.#bar, this.#frame);
    }

    connectedCallback(): void {
      addEventListener("message", this.#hear);
      document.addEventListener("keydown", this.#press);
      this.refresh();
    }

    disconnectedCallback(): void {
      removeEventListener("message", this.#hear);
      document.removeEventListener("keydown", this.#press);
      clearTimeout(this.#patience);
    }

    attributeChangedCallback(_name: string, before: string | null): void {
      if (before !== null && this.isConnected) this.refresh();
    }

    /** Opens Kith's page anew. */
    refresh(): void {
      this.#show(false);
      clearTimeout(this.#patience);
      this.#patience = window.setTimeout(() => this.#fail("silent"), PATIENCE_MS);
      // Taken out and put in again: another # alone would not load the page anew.
      this.#frame.remove();
      this.#frame.src = frameAddress(this, page);
      this.shadowRoot?.append(this.#frame);
    }

    /** Quick exit: covers the page at once, then leaves it without a way back to it. */
    leave(): void {
      if (this.getAttribute("exit") === "off") return;
      this.#cover.show();
      this.#tell("kith-exit");
      location.replace(this.getAttribute("exit-href") ?? this.#exit);
    }

    readonly #press = (event: KeyboardEvent): void => {
      const wanted = this.getAttribute("shortcut") ?? this.#shortcut;
      if (wanted === "shift-3" && !this.#frame.hidden) this.#keys.press(event);
    };

    readonly #hear = (event: MessageEvent<Said>): void => {
      if (event.source !== this.#frame.contentWindow) return;
      if (event.origin !== new URL(this.#frame.src).origin || event.data?.kith !== 1) return;
      const said = event.data;
      if (said.type === "ready") this.#ready(said.exit, said.label, said.shortcut);
      if (said.type === "height") this.#size(said.px);
      if (said.type === "exit") this.leave();
      if (said.type === "error") this.#fail(said.code);
      if (said.type === "auth-required") this.#tell("kith-auth-required");
    };

    #ready(exit: string, label: string, shortcut: string): void {
      clearTimeout(this.#patience);
      this.#button.textContent = label;
      if (/^https?:/.test(exit)) this.#exit = exit;
      this.#shortcut = shortcut;
      this.#show(true);
      this.#tell("kith-ready");
    }

    #size(px: number): void {
      if (!Number.isFinite(px)) return;
      this.#frame.style.blockSize = `${Math.min(Math.max(Math.ceil(px), 120), 20000)}px`;
      this.#tell("kith-height", { px });
    }

    #fail(code: string): void {
      clearTimeout(this.#patience);
      this.#show(false);
      this.#tell("kith-error", { code });
    }

    #show(frame: boolean): void {
      this.#frame.hidden = !frame;
      this.#bar.hidden = !frame || this.getAttribute("exit") === "off";
      this.#fallback.hidden = frame;
    }

    #tell(name: string, detail?: object): void {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
    }
  };
}
