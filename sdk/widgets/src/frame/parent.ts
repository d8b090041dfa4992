// What the frame tells the page around it: that it is there, how tall it is, that somebody leaves.
//
// Only to the origins of the manifest, and nothing of it is about a person. Nothing is ever heard:
// the frame has no listener for messages.
import { config } from "./config.js";

function targets(): string[] {
  const around = location.ancestorOrigins?.[0];
  if (around === undefined) return config.origins;
  return config.origins.filter((origin) => origin === around);
}

export function tellParent(said: { type: string; [more: string]: unknown }): void {
  if (!config.framed) return;
  for (const origin of targets()) window.parent.postMessage({ kith: 1, ...said }, origin);
}

/** Tells each change of the page's height. */
export function tellHeight(of: HTMLElement): void {
  const tell = (): void => tellParent({ type: "height", px: of.getBoundingClientRect().height });
  new ResizeObserver(tell).observe(of);
  tell(); // A frame out of sight is not observed, and must have its room all the same.
}
