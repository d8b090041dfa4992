// The elements that a host puts into its page: plain custom elements, no library, no storage.
//
// Each opens one of Kith's own pages in a frame, so that the host's scripts cannot read along. What
// stands inside the tags is shown until that page is there, and whenever it is not.
import { elementOf } from "./element/kith-element.js";

const PAGES = { "find-peer": "find", "my-support": "support", "supporter-desk": "desk" } as const;

/** Defines <PREFIX-find-peer>, <PREFIX-my-support> and <PREFIX-supporter-desk>, each once. */
export function defineKith(prefix = "kith"): void {
  for (const [name, page] of Object.entries(PAGES)) {
    const tag = `${prefix}-${name}`;
    if (!customElements.get(tag)) customElements.define(tag, elementOf(page));
  }
}

defineKith();
