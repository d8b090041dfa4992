// A second opinion on filters and PATCHes, from scim2-parse-filter and scim-patch. A difference is
// explained by name (README.md), or it is a defect.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import * as filters from "./filters.mjs";
import * as patches from "./patches.mjs";
import { Chance, person } from "./random.mjs";

const core = process.env.KITH_SCIM_CORE;
const count = 10_000;
const message = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

function answers(questions) {
  const input = questions.map((question) => JSON.stringify(question)).join("\n");
  const run = spawnSync(core, { input, maxBuffer: 1 << 30 });
  assert.equal(run.status, 0, run.stderr.toString());
  const lines = run.stdout.toString().trimEnd().split("\n");
  assert.equal(lines.length, questions.length);
  return lines.map((line) => JSON.parse(line));
}

// How often each reason was given; what has none is shown, the shortest first.
function explained(t, reasons) {
  const open = reasons.filter((reason) => typeof reason !== "string").map((one) => JSON.stringify(one));
  open.sort((a, b) => a.length - b.length);
  assert.equal(open.length, 0, `${open.length} unexplained\n${open.slice(0, 5).join("\n")}`);
  const counts = new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const [reason, times] of [...counts].sort((a, b) => b[1] - a[1])) t.diagnostic(`${times} ${reason}`);
  return counts;
}

test("10,000 filters hold for whom they hold for another implementation", (t) => {
  const chance = new Chance(7644);
  const asked = Array.from({ length: count }, () => ({ f: filters.filter(chance), person: person(chance) }));
  const said = answers(asked.map(({ f, person }) => ({
    type: "User", filter: filters.text(f, (word) => chance.case(word)), resource: person })));
  const reasons = asked.map(({ f, person }, at) => {
    const refusal = filters.refusal(f);
    if (refusal || said[at].error) {
      assert.equal(said[at].error ?? "", refusal, filters.text(f));
      return `refused: ${refusal} (RFC 7644, table 3 and section 3.12)`;
    }
    return filters.agreement(f, person, said[at].holds) ?? { filter: filters.text(f), person, ours: said[at] };
  });
  const counts = explained(t, reasons);
  for (const { name } of filters.explanations)
    assert.ok(counts.has(name), `nothing needs the explanation: ${name}`);
});

test("what is no filter for one is none for the other", () => {
  const chance = new Chance(3422);
  const texts = Array.from({ length: 2000 }, () => {
    let f;
    do f = filters.filter(chance); while (filters.refusal(f));
    return filters.broken(chance, filters.text(f));
  });
  const said = answers(texts.map((filter) => ({ type: "User", filter, resource: {} })));
  texts.forEach((filter, at) => {
    assert.equal(said[at].error, "invalidFilter", filter);
    assert.ok(filters.refusedByOther(filter), filter);
  });
});

test("10,000 PATCHes make what another implementation makes of them", (t) => {
  const chance = new Chance(3502);
  const asked = Array.from({ length: count }, () => ({
    person: person(chance),
    operations: Array.from({ length: 1 + chance.below(3) }, () => patches.operation(chance)) }));
  const said = answers(asked.map(({ person, operations }) => ({
    type: "User", resource: person,
    message: { schemas: [message], Operations: operations.map((one) => patches.written(one, (word) => chance.case(word))) } })));
  const reasons = asked.map(({ person, operations }, at) => {
    return patches.agreement(person, operations, said[at]) ??
      { operations: operations.map((one) => patches.written(one)), person, ours: said[at],
        theirs: patches.theirs(person, operations) };
  });
  const counts = explained(t, reasons);
  for (const { name } of patches.explanations)
    assert.ok(counts.has(name), `nothing needs the explanation: ${name}`);
});
