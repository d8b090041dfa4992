// Cedar as the fourth reader of the policies that test_policy_differential wrote.
//
// KITH_CEDAR_FOLDER: where they are. KITH_CEDAR_ACCESSES: how many of each policy Cedar is asked,
// or else all. Both decide alike but for one thing: Cedar skips a forbid that asks for a fact which
// is not known, so it permits what Kith denies. The naive reading says for which accesses.
import assert from "node:assert/strict";
import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";

import { cedarReader, ruleIds } from "./peer.mjs";

const FOLDER = process.env.KITH_CEDAR_FOLDER;
const ACCESSES_MAX = Number(process.env.KITH_CEDAR_ACCESSES ?? Infinity);

/** A file's lines: the names of the facts, the policies, then one line for each access. */
async function* lines(file) {
  for await (const line of createInterface({ input: createReadStream(join(FOLDER, file)) }))
    yield JSON.parse(line);
}

/** Whether the rules that decided are the same; a decision of Kith's carries six at most. */
function sameRules(cedar, rules) {
  return ruleIds(cedar.reasons).slice(0, 6).join(" ") === rules;
}

/** What Cedar said of a whole file beside what Kith said. */
async function compared(file) {
  const source = lines(file);
  const { facts } = (await source.next()).value;
  const { cedar: policies } = (await source.next()).value;
  const { call, decide } = cedarReader(policies, facts);
  const isForbid = (id) => policies[id].startsWith("forbid");

  const found = { accesses: 0, alike: 0, cedarAlone: [], expected: [], kithAlone: 0, noError: 0 };
  found.otherRules = 0;
  for await (const kith of source) {
    if (found.accesses === ACCESSES_MAX) break;
    const number = found.accesses++;
    const cedar = decide(call(kith));
    const skipped = cedar.failed.some(isForbid);
    if (cedar.permitted === kith.permitted) ++found.alike;
    if (cedar.permitted && !kith.permitted) found.cedarAlone.push(number);
    if (!cedar.permitted && kith.permitted) ++found.kithAlone;
    if (cedar.permitted && !kith.permitted && !skipped) ++found.noError;
    if (kith.skipping && !kith.permitted) found.expected.push(number);
    if (!skipped && !sameRules(cedar, kith.rules)) ++found.otherRules;
  }
  return found;
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith(".jsonl")).sort();
assert.ok(files.length >= 5, "test_policy_differential wrote no policies here");

let shown = 0; // Accesses in which Cedar and Kith differ as they should, of all policies.
for (const file of files) {
  test(`${file}: Cedar decides like Kith, but where it skips a forbid`, async (t) => {
    const found = await compared(file);
    t.diagnostic(
      `${found.accesses} accesses: ${found.alike} alike, ${found.cedarAlone.length} permitted by ` +
        `Cedar alone, ${found.expected.length} of them expected, ${found.kithAlone} by Kith alone`,
    );

    assert.ok(found.accesses > 0);
    shown += found.expected.length;
    assert.deepEqual(found.cedarAlone, found.expected);
    assert.equal(found.kithAlone, 0);
    assert.equal(found.noError, 0, "Cedar permitted alone and no forbid of its erred");
    assert.equal(found.otherRules, 0);
  });
}

test("the difference is shown by some access", () => assert.ok(shown > 0));
