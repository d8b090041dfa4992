// Filters by chance, and what scim2-parse-filter has to be told so that it means the same.
import { filter as compiled, parse } from "scim2-parse-filter";
import { clone, enterprise, folded, moments, user, words } from "./random.mjs";

// kind: what the schema says; exact: whether case counts; list: several values.
const attributes = {
  userName: { kind: "text" }, displayName: { kind: "text" }, title: { kind: "text" },
  nickName: { kind: "text" }, externalId: { kind: "text", exact: true },
  id: { kind: "text", exact: true }, "name.familyName": { kind: "text" },
  "name.givenName": { kind: "text" }, active: { kind: "boolean" }, emails: { kind: "values" },
  "emails.value": { kind: "text" }, "emails.type": { kind: "text" },
  "emails.primary": { kind: "boolean" }, phoneNumbers: { kind: "values" },
  addresses: { kind: "objects" }, "addresses.locality": { kind: "text" },
  "groups.value": { kind: "text", exact: true }, "meta.created": { kind: "moment" },
  "meta.lastModified": { kind: "moment" }, nothingOfTheKind: { kind: "unknown" },
  [`${enterprise}:department`]: { kind: "text" },
  [`${enterprise}:manager`]: { kind: "values", exact: true },
  [`${enterprise}:manager.value`]: { kind: "text", exact: true }, password: { kind: "secret" },
};
const parts = {
  value: { kind: "text" }, type: { kind: "text" }, display: { kind: "text" },
  primary: { kind: "boolean" }, nothingOfTheKind: { kind: "unknown" },
};
const orders = ["gt", "ge", "lt", "le"];
const pieces = ["co", "sw", "ew"];

function literal(chance, kind) {
  if (chance.in(6)) return null;
  if (kind === "boolean") return chance.in(20) ? chance.of(["True", "false", "x"]) : chance.in(50);
  if (kind === "moment") return chance.in(5) ? "yesterday" : chance.of(moments);
  if (chance.in(4)) return chance.of([7, 0, 12.5]);
  if (chance.in(40)) return chance.of(["ana@x", "bo@y", "ANA", "@", "a", "1", "9", "Split"]);
  return chance.of(words);
}

function comparison(chance, known) {
  const attr = chance.of(Object.keys(known));
  const { kind } = known[attr];
  const op = chance.of(chance.in(80) ? ["eq", "ne", "eq", ...pieces, "pr"] : orders);
  const made = { op, attr, known };
  if (op !== "pr") made.literal = literal(chance, kind);
  if (known === attributes && chance.in(10) && !attr.startsWith("urn:")) made.urn = true;
  return made;
}

export function filter(chance, depth = 0, known = attributes) {
  const which = chance.below(10);
  if (depth > 3 || which < 5) return comparison(chance, known);
  const inner = () => filter(chance, depth + 1, known);
  if (which === 5) return { op: "not", of: [inner()] };
  if (which === 6 && known === attributes)
    return { op: "[]", attr: chance.of(["emails", "phoneNumbers"]), of: [filter(chance, depth + 1, parts)] };
  const joined = { op: chance.of(["and", "or"]), of: [inner(), inner()] };
  if (chance.in(20)) joined.of.push(inner());
  return joined;
}

const strength = { or: 1, and: 2 };
export function text(f, cased = (word) => word, above = 0) {
  if (f.op === "not") return `${cased("not")} (${text(f.of[0], cased)})`;
  if (f.op === "[]") return `${cased(f.attr)}[${text(f.of[0], cased)}]`;
  if (strength[f.op]) {
    const all = f.of.map((one) => text(one, cased, strength[f.op])).join(` ${cased(f.op)} `);
    return above >= strength[f.op] ? `(${all})` : all;
  }
  const name = (f.urn ? `${user}:` : "") + cased(f.attr);
  return f.op === "pr" ? `${name} ${cased("pr")}` : `${name} ${cased(f.op)} ${JSON.stringify(f.literal)}`;
}

const leaves = (f) => (f.of ? f.of.flatMap(leaves) : [f]);
const mapped = (f, change) => (f.of ? { ...f, of: f.of.map((one) => mapped(one, change)) } : change(f));

// RFC 7644, table 3: what may be compared how. Empty: it may.
function refusalOf({ op, attr, known, literal }) {
  const { kind } = known[attr];
  if (kind === "secret") return "sensitive";  // S32.
  if (op === "pr" || kind === "unknown") return "";
  const isText = typeof literal === "string";
  if (orders.includes(op) && (kind === "boolean" || kind === "objects" || !isText)) return "invalidFilter";
  if (pieces.includes(op) && (kind === "boolean" || kind === "objects" || !isText)) return "invalidFilter";
  if (kind === "moment" && !pieces.includes(op) && isText && Number.isNaN(Date.parse(literal)))
    return "invalidFilter";
  return "";
}
// The first in reading order: a filter is refused where it is met.
export const refusal = (f) => leaves(f).map(refusalOf).find((why) => why !== "") ?? "";

const isExact = (f) => f.known[f.attr].exact === true;
const present = (f) => ({ ...f, op: "pr", literal: undefined });
const filled = (f) => ({ ...f, op: "ne", literal: "", filled: true });
const not = (f) => ({ op: "not", of: [f] });

const exactNames = ["id", "externalId", "schemas", "groups", "manager"];
function foldedPerson(value, name = "") {
  if (exactNames.includes(name)) return value;
  if (typeof value === "string") return folded(value);
  if (Array.isArray(value)) return value.map((one) => foldedPerson(one, name));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, foldedPerson(one, key)]));
}

// What the other one does differently, and why ours is right. Each changes what the other is asked,
// and nothing of what it answers; in this order.
export const explanations = [
  { name: "an escape in a string (RFC 8259, section 7) is not read by the parser",
    escapes: true, change: (q) => q },
  { name: "the schema's URN may stand in front (RFC 7644, section 3.10)",
    change: ({ f, person }) => ({ f: mapped(f, (one) => ({ ...one, urn: false })), person }) },
  { name: "null is no value, and an empty text is none for pr (RFC 7643, section 2.5; RFC 7644, 3.4.2.2)",
    change: ({ f, person }) => ({ person, f: mapped(f, (one) => {
      if (one.op === "pr") return filled(one);
      if (one.literal !== null) return one;
      if (one.op === "ne") return filled(one);
      return one.op === "eq" ? not(filled(one)) : one;
    }) }) },
  { name: "a complex value is compared by its value (RFC 7643, section 2.4)",
    change: ({ f, person }) => ({ person, f: mapped(f, (one) =>
      one.known[one.attr].kind === "values" && !one.filled
        ? { ...one, attr: `${one.attr}.value`, known: { [`${one.attr}.value`]: { kind: "text", exact: isExact(one) } } }
        : one) }) },
  { name: "a boolean may come as a word (Microsoft Entra ID)",
    change: ({ f, person }) => ({ person, f: mapped(f, (one) => {
      const word = typeof one.literal === "string" ? one.literal.toLowerCase() : "";
      const known = one.known[one.attr].kind === "boolean" && (word === "true" || word === "false");
      return known ? { ...one, literal: word === "true" } : one;
    }) }) },
  { name: "moments are compared as moments (RFC 7643, section 2.3.5)",
    change: ({ f, person }) => ({
      f: mapped(f, (one) => one.known[one.attr].kind === "moment" && typeof one.literal === "string" && !one.filled && !pieces.includes(one.op)
        ? { ...one, attr: `at.${one.attr}`, known: { [`at.${one.attr}`]: { kind: "moment" } }, literal: new Date(one.literal).toISOString() }
        : one),
      person: { ...person, at: { meta: {
        created: new Date(person.meta.created).toISOString(),
        lastModified: new Date(person.meta.lastModified).toISOString() } } } }) },
  { name: "case counts where the schema says so (RFC 7643, sections 2.2 and 7)",
    change: ({ f, person }) => ({
      f: mapped(f, (one) => (typeof one.literal === "string" && !isExact(one) && !one.attr.startsWith("at.")
        ? { ...one, literal: folded(one.literal) } : one)),
      person: { ...foldedPerson(person), at: person.at } }) },
  { name: "what has no value is equal to none (RFC 7644, section 3.4.2.2: ne)",
    change: ({ f, person }) => ({ person, f: mapped(f, (one) =>
      one.op === "ne" && !one.filled ? { op: "or", of: [one, not(present(one))] } : one) }) },
  { name: "what stands in brackets holds for one value (RFC 7644, section 3.4.2.2)",
    change: ({ f, person }) => ({ person, f: valueByValue(f, person) }) },
];

// Each value of the list by itself, under a name of its own in the person.
function valueByValue(f, person) {
  if (f.op !== "[]") return f.of ? { ...f, of: f.of.map((one) => valueByValue(one, person)) } : f;
  const alone = (person[f.attr] ?? []).map((value, at) => {
    person[`${f.attr}${at}`] = value;
    return mapped(f.of[0], (one) => {
      const attr = `${f.attr}${at}.${one.attr}`;
      return { ...one, attr, known: { [attr]: one.known[one.attr] } };
    });
  });
  const never = { op: "eq", attr: "never", known: { never: { kind: "unknown" } }, literal: "x" };
  return { op: "or", of: alone.length ? alone : [never] };
}

function said(f) {
  const list = [];
  leaves(f).forEach((one) => one.op !== "pr" && list.push(one.literal));
  return list;
}
function tell(parsed, literals) {
  for (const inner of parsed.filters ?? (parsed.filter ? [parsed.filter] : parsed.valFilter ? [parsed.valFilter] : []))
    tell(inner, literals);
  if ("compValue" in parsed) parsed.compValue = literals.shift();
}

function asked({ f, person }, escapes) {
  try {
    const parsed = parse(text(f));
    if (escapes) tell(parsed, said(f));
    return compiled(parsed)(person);
  } catch {
    return "refused";
  }
}

// How the other one comes to the same answer: as it is, by the name of an explanation, or not.
export function agreement(f, person, holds) {
  let question = { f, person: clone(person) };
  if (asked(question, false) === holds) return "the same";
  let escapes = false;
  for (const { name, change, escapes: tells } of explanations) {
    escapes ||= tells === true;
    question = change(question);
    if (asked(question, escapes) === holds) return name;
  }
  return undefined;
}

// What is no filter, made from one that is.
export function broken(chance, whole) {
  return chance.of([`${whole} and`, `(${whole}`, `${whole})`, `or ${whole}`, `userName eq`, "userName",
    `userName xx "a"`, `${whole} or not`, `emails[${whole.startsWith("(") ? "" : "type eq"}`, `title eq "open`]);
}
export function refusedByOther(whole) {
  try {
    parse(whole);
    return false;
  } catch {
    return true;
  }
}
