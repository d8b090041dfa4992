// A sheet over everything, in the browser's top layer: no z-index of the host's comes above it.
const STYLE = `dialog.cover{position:fixed;inset:0;margin:0;border:0;padding:0;inline-size:100vw;
block-size:100vh;max-inline-size:none;max-block-size:none;background:Canvas}
dialog.cover::backdrop{background:Canvas}`;

export class Cover {
  readonly #dialog = document.createElement("dialog");

  constructor(root: ShadowRoot) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    this.#dialog.className = "cover";
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    root.append(this.#dialog);
  }

  show(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}
