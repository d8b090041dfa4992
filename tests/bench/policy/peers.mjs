// Cedar and casbin on what bench_policy wrote: one round of each, and what they decide beside what
// Kith decided.
//
// node peers.mjs FILE RULES: the same columns as bench_policy prints.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { cedarReader, ruleIds } from "../../policy/cedar/peer.mjs";

const { newEnforcer, newModelFromString } = createRequire(import.meta.url)("casbin");

const SECONDS_MAX = 2;
const [file, rules] = process.argv.slice(2);
const [{ facts }, { cedar: policies }, ...accesses] = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** Decides as many accesses as fit into a round, and prints the figures. */
function measure(engine, prepared, decide, check) {
  const times = [];
  const end = performance.now() + SECONDS_MAX * 1000;
  for (let i = 0; i < accesses.length && performance.now() < end; ++i) {
    const asked = prepared(accesses[i]);
    const start = process.hrtime.bigint();
    const answer = decide(asked);
    times.push(Number(process.hrtime.bigint() - start) / 1000);
    check(answer, accesses[i]);
  }
  const rate = (times.length / times.reduce((sum, time) => sum + time, 0)) * 1e6;
  times.sort((one, other) => one - other);
  const quantile = (share) => times[Math.floor(share * (times.length - 1))].toFixed(3);
  const figures = [rate.toFixed(1), quantile(0.5), quantile(0.99), times.length];
  console.log([engine, rules, ...figures].join("\t"));
}

function measureCedar() {
  const { call, decide } = cedarReader(policies, facts);
  measure("Cedar (wasm, parsed before), with the ids", call, decide, (answer, kith) => {
    assert.equal(answer.permitted, kith.permitted, "Cedar decides otherwise");
    assert.equal(ruleIds(answer.reasons).slice(0, 6).join(" "), kith.rules);
  });
}

// One row for each term. `holds` is a function of ours for each, compiled before: an expression of
// casbin's own for each rule is compiled again at every decision.
const MODEL = `
[request_definition]
r = access
[policy_definition]
p = id, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = holds(p.id, r.access)
`;

/** A policy of Cedar's as a function: what it asks for is the same in JavaScript, but for sets. */
function compiled(text) {
  const action = text.match(/action in (\[[^\]]*\])/);
  const when = text.match(/when \{ (.*) \};$/);
  const claims = [
    action && `${action[1]}.includes(action)`,
    when?.[1].replaceAll(".contains(", ".includes("),
  ];
  const source = claims.filter(Boolean).join(" && ").replace(/\b(Capacity|Action|Kind)::/g, "");
  return new Function("principal, action, resource, context", `return ${source || "true"};`);
}

/** An access as the functions want it. */
function asked({ access, facts: known }) {
  const context = { purpose: access[3] };
  facts.forEach((name, i) => (context[name] = known[i] === "1"));
  return { principal: access[0], action: access[1], resource: access[2], context };
}

async function measureCasbin() {
  const functions = Object.fromEntries(
    Object.entries(policies).map(([id, text]) => [id, compiled(text)]),
  );
  const enforcer = await newEnforcer(newModelFromString(MODEL));
  await enforcer.addFunction("holds", (id, { principal, action, resource, context }) =>
    functions[id](principal, action, resource, context),
  );
  const effect = (text) => (text.startsWith("forbid") ? "deny" : "allow");
  await enforcer.addPolicies(Object.entries(policies).map(([id, text]) => [id, effect(text)]));

  const alike = (permitted, kith) =>
    assert.equal(permitted, kith.permitted, "casbin decides otherwise");
  measure("casbin", asked, (access) => enforcer.enforceSync(access), alike);
  measure(
    "casbin, with one rule's id",
    asked,
    (access) => enforcer.enforceExSync(access),
    ([permitted], kith) => alike(permitted, kith),
  );
}

measureCedar();
await measureCasbin();
