/** Defines <PREFIX-find-peer>, <PREFIX-my-support> and <PREFIX-supporter-desk>, each once. */
export function defineKith(prefix?: string): void;

/** One of Kith's elements. Its events carry nothing about a person. */
export interface KithElement extends HTMLElement {
  /** Opens Kith's page anew. */
  refresh(): void;
  /** Quick exit: covers the page, then replaces it. */
  leave(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "kith-find-peer": KithElement;
    "kith-my-support": KithElement;
    "kith-supporter-desk": KithElement;
  }
  interface HTMLElementEventMap {
    "kith-ready": CustomEvent<null>;
    "kith-error": CustomEvent<{ code: string }>;
    "kith-auth-required": CustomEvent<null>;
    "kith-exit": CustomEvent<null>;
    "kith-height": CustomEvent<{ px: number }>;
  }
}
