// What the gateway wrote into the page, and what the element that framed it asked for.
const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="kith-${name}"]`)?.content ?? "";
const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");

export const config = {
  origins: words(meta("origins")),
  exit: meta("exit") || "about:blank",
  byKey: meta("exit-shortcut") !== "none",
  languages: words(meta("languages")),
  page: document.body.dataset.page ?? "find",
  asked: new URLSearchParams(location.hash.slice(1)),
  framed: window.top !== window,
};
