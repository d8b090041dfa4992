// Cedar behind one function: what it says of an access that tests/policy/cedar_text.cpp wrote.
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";

// Node 20.20.2 goes down ("unreachable code", in the deoptimizer) where it has inlined calls of
// WebAssembly, after some ten thousand of them.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

const cedar = createRequire(import.meta.url)("@cedar-policy/cedar-wasm/nodejs");

/** The facts as attributes of the context. What is not known is not there. */
function context(access, names, facts) {
  const attributes = { purpose: access[3] };
  for (let i = 0; i < names.length; ++i)
    if (facts[i] !== "?") attributes[names[i]] = facts[i] === "1";
  return attributes;
}

/**
 * `policies` by id, parsed once; `names` of the facts in their order. `call` makes what Cedar is
 * asked of a line, `decide` asks it.
 */
export function cedarReader(policies, names) {
  const parsed = cedar.preparsePolicySet("all", { staticPolicies: policies });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors));

  const call = ({ access, facts }) => ({
    principal: { type: "Capacity", id: access[0] },
    action: { type: "Action", id: access[1] },
    resource: { type: "Kind", id: access[2] },
    context: context(access, names, facts),
    entities: [],
    preparsedPolicySetId: "all",
  });
  const decide = (asked) => {
    const answer = cedar.statefulIsAuthorized(asked);
    if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors));
    const { decision, diagnostics } = answer.response;
    return {
      permitted: decision === "allow",
      reasons: diagnostics.reason,
      failed: diagnostics.errors.map((one) => one.policyId),
    };
  };
  return { call, decide };
}

/** Ids of rules, sorted and each once: "own-request#1" is the first term of own-request. */
export function ruleIds(ids) {
  return [...new Set(ids.map((id) => id.replace(/#\d+$/, "")))].sort();
}
