// A page that frames us could lay something over a button, or make the frame see-through, and have
// people press what they do not see. What cannot be taken back works only where the browser itself
// says that the button has been in plain sight for a while.
import { config } from "./config.js";

const SEEN_MS = 500;

// TypeScript's own list does not know version 2 of the observer.
type SeenEntry = IntersectionObserverEntry & { isVisible?: boolean };

const since = new WeakMap<Element, number>();
const watched = new WeakSet<Element>();

const observer = new IntersectionObserver(
  (entries: SeenEntry[]) => {
    for (const entry of entries) {
      // A browser without version 2 cannot tell, and then we do not know better than it.
      const seen = entry.isIntersecting && (entry.isVisible ?? true);
      if (!seen) since.delete(entry.target);
      else if (!since.has(entry.target)) since.set(entry.target, performance.now());
    }
  },
  { threshold: 1, trackVisibility: true, delay: 100 } as IntersectionObserverInit,
);

export function watchButton(button: Element | undefined): void {
  if (!button || watched.has(button)) return;
  watched.add(button);
  observer.observe(button);
}

/** Whether the button has been in plain sight. In a window of its own nothing can lie over it. */
export function inPlainSight(button: Element): boolean {
  if (!config.framed) return true;
  const then = since.get(button);
  return then !== undefined && performance.now() - then >= SEEN_MS;
}
