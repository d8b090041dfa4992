// The words, in the reader's language: a catalogue of its own file, plural forms by Intl.
import { config } from "./config.js";
import type english from "../../messages/en.json";

type Catalogue = typeof english;
export type Key = keyof Catalogue;

const RIGHT_TO_LEFT = ["ar"];
let catalogue: Record<string, string | Record<string, string>> = {};

export let language = "en";
let locale = "en"; // The language with the reader's own country, for days and numbers.

/** The first of the wished languages that there is a catalogue of, else the tenant's first one. */
function chosen(wishes: readonly string[]): string {
  const family = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";
  return (
    wishes.map(family).find((tag) => config.languages.includes(tag)) ?? config.languages[0] ?? "en"
  );
}

export async function loadMessages(): Promise<void> {
  const asked = config.asked.get("lang");
  language = chosen(asked === null ? navigator.languages : [asked, ...navigator.languages]);
  locale =
    navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language;
  const answer = await fetch(`../widgets/messages/${language}.json`, { cache: "no-store" });
  if (!answer.ok) throw new Error("no catalogue");
  catalogue = await answer.json();
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
}

type Values = Record<string, string | number>;

// A name in letters that run the other way would pull the words around it along.
const OTHER_WAY: Record<string, RegExp> = { ltr: /[\u0590-\u08ff]/, rtl: /[A-Za-z\u00c0-\u024f]/ };
const isolated = (text: string): string =>
  OTHER_WAY[document.documentElement.dir]?.test(text) ? `\u2068${text}\u2069` : text;

/** The text of `key` with its placeholders filled; `n` chooses the plural form. */
export function t(key: Key, values: Values = {}): string {
  const found = catalogue[key] ?? key;
  const form =
    typeof values["n"] === "number" ? new Intl.PluralRules(language).select(values["n"]) : "other";
  const text = typeof found === "string" ? found : (found[form] ?? found["other"] ?? key);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number"
      ? new Intl.NumberFormat(locale).format(value)
      : isolated(value ?? "");
  });
}

/** Whether the catalogue has the key, for words that follow a code of the gateway's. */
export function has(key: string): key is Key {
  return key in catalogue;
}

/** A day and an hour: Kith keeps no minutes of what people do. */
export function hour(text: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "numeric",
  }).format(new Date(text));
}

/** A day of the calendar, as YYYY-MM-DD. */
export function day(text: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(text),
  );
}

/** The reader's day in which a moment lies. */
export function dayOf(text: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(text));
}

/** Whether the reader's day in which a moment lies has come. */
export function hasCome(text: string): boolean {
  return new Date(text).setHours(0, 0, 0, 0) <= Date.now();
}

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function list(words: readonly string[]): string {
  return new Intl.ListFormat(language).format(words);
}
