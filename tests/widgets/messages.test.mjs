// The catalogues are held together at build time: what a reader would miss stops the build.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { checkMessages } from "../../sdk/widgets/scripts/check-messages.mjs";

const ENGLISH = {
  "a.greeting": "Hello {name}",
  "a.count": { one: "{n} person", other: "{n} people" },
};
const POLISH = {
  "a.greeting": "Dzień dobry, {name}",
  "a.count": { one: "{n} osoba", few: "{n} osoby", many: "{n} osób", other: "{n} osoby" },
};
const SOURCE = 't("a.greeting", { name }); t("a.count", { n });';

/** What the check says of these catalogues and this source. */
function said(english, polish, source = SOURCE) {
  const folder = mkdtempSync(join(tmpdir(), "kith-messages-"));
  try {
    writeFileSync(join(folder, "en.json"), JSON.stringify(english));
    writeFileSync(
      join(folder, "pl.json"),
      typeof polish === "string" ? polish : JSON.stringify(polish),
    );
    writeFileSync(join(folder, "page.ts"), source);
    return checkMessages(folder, folder, ["en", "pl"]).join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("whole catalogues pass", () => assert.equal(said(ENGLISH, POLISH), ""));

const BROKEN = [
  ["a key that is missing", { ...POLISH, "a.greeting": undefined }, /pl: a\.greeting is missing/],
  ["a key of nobody's", { ...POLISH, "a.other": "x" }, /pl: a\.other is not in en\.json/],
  [
    "a placeholder that is lost",
    { ...POLISH, "a.greeting": "Dzień dobry" },
    /a\.greeting must have the placeholders \{name\}/,
  ],
  [
    "a placeholder that is misspelt",
    { ...POLISH, "a.greeting": "Dzień dobry, {nane}" },
    /a\.greeting must have/,
  ],
  [
    "a plural form that the language needs",
    { ...POLISH, "a.count": { one: "{n} osoba", other: "{n} osoby" } },
    /lacks the plural forms few, many/,
  ],
  [
    "a plural form that it does not have",
    { ...POLISH, "a.count": { ...POLISH["a.count"], two: "{n} osoby" } },
    /does not know: two/,
  ],
  ["an empty text", { ...POLISH, "a.greeting": " " }, /a\.greeting is empty/],
  ["a file that is no JSON", "{", /messages\/pl\.json/],
];
for (const [what, polish, expected] of BROKEN) {
  test(`${what} stops the build`, () => assert.match(said(ENGLISH, polish), expected));
}

test("a key that no page uses stops the build", () => {
  assert.match(said(ENGLISH, POLISH, 't("a.count", { n });'), /en: a\.greeting is used nowhere/);
});
test("a family whose last part is a code is used", () => {
  assert.equal(said(ENGLISH, POLISH, "t(`a.${code}`)"), "");
});
