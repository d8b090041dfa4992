// Holds the catalogues together: each language has every key, the same placeholders and all the
// plural forms that it needs; every key is used, and every key used is there.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const forms = (value) => (typeof value === "string" ? { other: value } : value);
const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith(".ts") ? [readFileSync(path, "utf8")] : [];
  });
}

// A key is used where it stands in quotes, or where its family does: `topic.${id}`. The two views of
// who can read what are families whose name is a variable.
function unused(keys, texts) {
  const all = texts.join("\n");
  return keys.filter((key) => {
    const family = key.slice(0, key.lastIndexOf(".") + 1);
    return (
      !all.includes(`"${key}"`) && !all.includes("`" + family + "${") && !/^(who|seen)\./.test(key)
    );
  });
}

function compare(tag, key, value, original) {
  const wrong = [];
  const given = forms(value);
  for (const [form, text] of Object.entries(given)) {
    if (typeof text !== "string" || text.trim() === "")
      wrong.push(`${tag}: ${key} is empty (${form})`);
  }
  if (wrong.length > 0) return wrong;
  const wanted = placeholders(forms(original).other).join(" ");
  if (placeholders(given.other ?? "").join(" ") !== wanted) {
    wrong.push(`${tag}: ${key} must have the placeholders {${wanted}} and no others`);
  }
  if (typeof original === "string")
    return typeof value === "string"
      ? wrong
      : [...wrong, `${tag}: ${key} has no plural in English`];
  const needed = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const missing = needed.filter((category) => !(category in given));
  const strange = Object.keys(given).filter((category) => !needed.includes(category));
  if (missing.length > 0) wrong.push(`${tag}: ${key} lacks the plural forms ${missing.join(", ")}`);
  if (strange.length > 0)
    wrong.push(`${tag}: ${key} has forms that ${tag} does not know: ${strange.join(", ")}`);
  return wrong;
}

/** What is wrong with the catalogues, in sentences; empty where nothing is. */
export function checkMessages(folder, sourceFolder, languages) {
  const wrong = [];
  const english = JSON.parse(readFileSync(join(folder, "en.json"), "utf8"));
  for (const tag of languages) {
    let messages;
    try {
      messages = JSON.parse(readFileSync(join(folder, `${tag}.json`), "utf8"));
    } catch (error) {
      wrong.push(`messages/${tag}.json: ${error.message}`);
      continue;
    }
    for (const key of Object.keys(english)) {
      if (!(key in messages)) wrong.push(`${tag}: ${key} is missing`);
      else wrong.push(...compare(tag, key, messages[key], english[key]));
    }
    for (const key of Object.keys(messages)) {
      if (!(key in english)) wrong.push(`${tag}: ${key} is not in en.json`);
    }
  }
  for (const key of unused(Object.keys(english), sources(sourceFolder))) {
    wrong.push(`en: ${key} is used nowhere`);
  }
  return wrong;
}
