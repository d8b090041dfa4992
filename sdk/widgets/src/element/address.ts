// Where the frame goes: Kith's page, with language and theme behind the #, which no server sees.
const THEME = ["font", "color-text", "color-surface", "color-accent", "color-on-accent", "radius"];

export function frameAddress(host: HTMLElement, page: string): string {
  const here = new URL("..", import.meta.url).href;
  const base = new URL(host.getAttribute("base") ?? here, location.href);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const params = new URLSearchParams();
  const lang = host.lang || document.documentElement.lang;
  if (lang) params.set("lang", lang);
  const style = getComputedStyle(host);
  for (const name of THEME) {
    const value = style.getPropertyValue(`--kith-${name}`).trim();
    if (value) params.set(name, value);
  }
  const address = new URL(`pages/${page}`, base);
  address.hash = params.toString();
  return address.href;
}
