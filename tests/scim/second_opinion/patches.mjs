// PATCHes by chance, and what scim-patch has to be told so that it does the same.
import { scimPatch } from "scim-patch";
import { clone, enterprise, folded, kinds, mail, user, words } from "./random.mjs";

const lists = ["emails", "phoneNumbers"];
const texts = ["displayName", "title", "nickName", "externalId"];
const fixed = ["id", "meta", "groups"];

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const same = (a, b) => folded(a ?? "") === folded(b ?? "");

// ---- By chance. An operation is {op, attr, sub?, where?, value?, urn?, wrong?}: `attr` with an
// extension's URN in front, `where` a list of [sub, operator, literal].
function choice(chance) {
  const where = [["type", chance.in(90) ? "eq" : "ne", chance.of(kinds)]];
  if (chance.in(20)) where.push(["value", "eq", mail(chance).value]);
  return where;
}

function several(chance) {
  const value = Array.from({ length: 1 + chance.below(2) }, () => mail(chance));
  if (chance.in(30)) chance.of(value).primary = chance.in(80) ? true : "True";
  return value;
}

function onList(chance, op) {
  const attr = chance.of(lists);
  const which = chance.below(10);
  if (op === "remove") {
    if (which < 3) return { op, attr };
    if (which < 5) return { op, attr, value: several(chance).map(({ primary, ...one }) => one) };
    return { op, attr, where: choice(chance), ...(which < 7 ? { sub: chance.of(["type", "display"]) } : {}) };
  }
  if (which < 4) return { op, attr, value: several(chance) };
  if (which === 4) return { op, attr, sub: "display", value: chance.of(words) };
  if (which < 7)
    return { op, attr, where: choice(chance), sub: chance.of(["value", "display"]), value: `${chance.of(["n", "ana"])}@x` };
  if (which === 7) return { op, attr, where: choice(chance), sub: "primary", value: chance.of([true, false, "True"]) };
  return { op, attr, where: choice(chance), value: mail(chance) };
}

const manager = `${enterprise}:manager`;
function onOne(chance, op) {
  const none = op === "remove";
  const value = (given) => (none ? {} : { value: given });
  const which = chance.below(12);
  if (which < 4) return { op, attr: chance.of(texts), ...value(chance.in(10) && op === "replace" ? null : chance.of(words)), urn: chance.in(15) };
  if (which === 4) return { op, attr: "userName", ...value(chance.of(["new@x", "", "Ž@x"])) };
  if (which === 5) return { op, attr: "active", ...value(chance.of([true, false, "True", "False"])) };
  if (which === 6) return { op, attr: "name", sub: chance.of(["givenName", "familyName", "middleName"]), ...value(chance.of(words)) };
  if (which === 7) return { op, attr: "name", ...value({ givenName: chance.of(words) }) };
  if (which === 8) return { op, attr: `${enterprise}:department`, ...value(chance.of(words)) };
  if (which === 9) return { op, attr: manager, ...value(chance.of(["8", "7", "", { value: "9" }, { value: "" }])) };
  if (which === 10) return { op, attr: chance.of(fixed), ...value("x") };
  return { op, attr: chance.of(["title", "userName", "active"]), ...value(chance.of([7, ["x"], { a: 1 }])), wrong: !none };
}

function pathless(chance, op) {
  const value = {};
  for (const name of chance.some(texts, 40)) value[name] = chance.of(words);
  if (chance.in(30)) value.active = chance.of([true, "False"]);
  if (chance.in(30)) value["name.givenName"] = chance.of(words);
  if (chance.in(20)) value.name = { familyName: chance.of(words) };
  if (chance.in(20)) value.emails = several(chance);
  if (chance.in(20)) value[`${enterprise}:department`] = chance.of(words);
  if (chance.in(20)) value[enterprise] = { costCenter: chance.of(words) };
  if (chance.in(20)) value.id = "1";
  return { op, value };
}

export function operation(chance) {
  const op = chance.of(["add", "replace", "remove"]);
  if (op !== "remove" && chance.in(15)) return pathless(chance, op);
  return chance.in(50) ? onList(chance, op) : onOne(chance, op);
}

function pathOf({ attr, sub, where, urn }) {
  if (attr === undefined) return undefined;
  const said = ([name, operator, literal]) =>
    operator === "none" ? `not (${name} pr)` : `${name} ${operator} ${JSON.stringify(literal)}`;
  const filter = where ? `[${where.map(said).join(" and ")}]` : "";
  return (urn ? `${user}:` : "") + attr + filter + (sub ? `.${sub}` : "");
}
export function written(one, cased = (word) => word) {
  const path = pathOf(one);
  return { op: cased(one.op), ...(path ? { path: one.attr.startsWith("urn:") || one.where ? path : cased(path) } : {}),
    ...("value" in one ? { value: one.value } : {}) };
}

// ---- Where values stand.
const homeOf = (person, attr) => (attr.startsWith("urn:") ? person[enterprise] ?? {} : person);
const nameOf = (attr) => attr.slice(attr.lastIndexOf(":") + 1);
const valuesOf = (person, attr) => homeOf(person, attr)[nameOf(attr)];
const chosen = (value, where) => where.every(([name, op, literal]) =>
  op === "none" ? value[name] === undefined : same(value[name], literal) === (op === "eq"));

// ---- What ours refuses (empty: nothing), said once more.
function refusalOf(one, person) {
  if (one.attr === undefined) return "";
  if (fixed.includes(one.attr)) return "mutability";
  if (one.wrong) return "invalidValue";
  const gone = one.op === "remove" || one.value === null;
  if (one.attr === "userName" && gone) return "mutability";
  if (!lists.includes(one.attr) || one.op === "remove") return "";
  const list = valuesOf(person, one.attr) ?? [];
  if (one.sub && !one.where && list.length === 0) return "noTarget";
  const made = one.where?.every(([, op]) => op === "eq") ?? false;
  return one.where && !made && !list.some((value) => chosen(value, one.where)) ? "noTarget" : "";
}
const refusedAtLast = (person) => {
  const primaries = (list) => (list ?? []).filter((value) => value.primary === true).length;
  if ((person.userName ?? "").trim() === "") return "invalidValue";
  return lists.some((attr) => primaries(person[attr]) > 1) ? "invalidValue" : "";
};

// ---- What the other one is told instead: each takes one operation and gives those to use.
const truth = (value) => (typeof value === "string" && /^(true|false)$/i.test(value) ? /^true$/i.test(value) : value);
const withTruth = (value) => (isObject(value) && "primary" in value ? { ...value, primary: truth(value.primary) } : value);

function words_as_meant(one) {
  if (one.attr === undefined) return [one];
  if (one.attr === "active" || one.sub === "primary") return [{ ...one, value: truth(one.value) }];
  if (one.attr === manager && "value" in one) {
    const id = isObject(one.value) ? one.value.value : one.value;
    return id === "" ? [one.op === "add" ? undefined : { op: "remove", attr: manager }].filter(Boolean)
                     : [{ ...one, value: { value: id } }];
  }
  return [Array.isArray(one.value) ? { ...one, value: one.value.map(withTruth) } : one];
}

function each_place_by_itself(one) {
  if (one.attr !== undefined && isObject(one.value) && !one.where && !lists.includes(one.attr) && one.attr !== manager)
    return Object.entries(one.value).map(([sub, value]) => ({ op: one.op, attr: one.attr, sub, value }));
  if (one.attr !== undefined) return [one];
  return Object.entries(one.value).filter(([key]) => !fixed.includes(key)).flatMap(([key, value]) => {
    if (key === enterprise)
      return Object.entries(value).map(([name, inner]) => ({ op: one.op, attr: `${enterprise}:${name}`, value: inner }));
    const [attr, sub] = key.startsWith("urn:") ? [key] : key.split(".");
    return each_place_by_itself({ op: one.op, attr, ...(sub ? { sub } : {}), value });
  });
}

function chosen_by_their_spelling(one, person) {
  if (!one.where) return [one];
  const list = valuesOf(person, one.attr) ?? [];
  const here = list.filter((value) => chosen(value, one.where));
  if (here.length === 0) return [one];
  const is = (value, name) => (value[name] === undefined ? [name, "none"] : [name, "eq", value[name]]);
  return here.map((value) => ({ ...one, where: [is(value, "value"), is(value, "type")] }));
}

function replaced_whole(one, person) {
  if (!(one.op === "replace" && one.where && isObject(one.value))) return [one];
  if (!(valuesOf(person, one.attr) ?? []).some((value) => chosen(value, one.where))) return [one];
  return [{ ...one, value: { display: null, type: null, primary: null, ...one.value } }];
}

function made_of_the_filter(one, person) {
  if (!one.where || one.op === "remove") return [one];
  if ((valuesOf(person, one.attr) ?? []).some((value) => chosen(value, one.where))) return [one];
  const made = Object.fromEntries(one.where.map(([name, , literal]) => [name, literal]));
  if (one.sub) made[one.sub] = one.value;
  return [{ op: "add", attr: one.attr, value: [one.sub ? made : { ...made, ...one.value }] }];
}

function named_are_removed(one, person) {
  if (one.op !== "remove" || !Array.isArray(one.value)) return [one];
  const kept = (valuesOf(person, one.attr) ?? []).filter((value) => !one.value.some((named) =>
    same(named.value, value.value) && (named.type === undefined || named.type === "" || same(named.type, value.type))));
  return [{ op: "replace", attr: one.attr, value: kept }];
}

function nothing_to_remove(one, person) {
  const list = one.attr === undefined ? undefined : valuesOf(person, one.attr);
  const none = one.where && !(list ?? []).some((value) => chosen(value, one.where));
  return one.op === "remove" && (none || list === undefined) ? [] : [one];
}

// ---- What is true of a person after each operation, however it came about.
function each_told_once(one) {
  if (!lists.includes(one.attr) || one.op === "remove" || !Array.isArray(one.value)) return [one];
  const list = [];
  for (const value of one.value) {
    const known = list.find((before) => same(before.value, value.value) && same(before.type, value.type));
    if (!known) list.push({ ...value });
    else Object.assign(known, { ...value, ...known }, value.primary === true ? { primary: true } : {});
  }
  return [{ ...one, value: list }];
}
// What an addition says again is added to what is there; of two that have become one nothing is lost.
function each_once(person, former, one) {
  for (const attr of lists) {
    const list = [];
    (person[attr] ?? []).forEach((value, at) => {
      const added = attr === one.attr && one.op === "add" && !one.where && at >= (former[attr] ?? []).length;
      const known = list.find((before) => same(before.value, value.value) &&
        (same(before.type, value.type) || (added && !value.type)));
      if (!known) return list.push(value);
      for (const [name, part] of Object.entries(value))
        if (known[name] === undefined || (added && (typeof part !== "string" || !same(known[name], part)))) known[name] = part;
      if (value.primary === true) known.primary = true;
    });
    if (person[attr]) person[attr] = list;
  }
}
function one_primary(person, former, one) {
  const list = person[one.attr];
  if (!lists.includes(one.attr) || one.op === "remove" || !Array.isArray(list)) return;
  const before = former[one.attr] ?? [];
  const isNew = (value) => !before.some((old) => JSON.stringify(old) === JSON.stringify(value));
  const isChosen = (at) => at >= before.length || chosen(before[at], one.where);
  const touched = list.filter((value, at) => value.primary === true && (one.where ? isChosen(at) : isNew(value)));
  if (touched.length === 1) for (const value of list) if (value !== touched[0] && value.primary === true) value.primary = false;
}
function reference_goes(person, former) {
  const now = person[enterprise]?.manager;
  const before = former[enterprise]?.manager;
  if (!now || !before || now.value === before.value) return;
  delete now.$ref;
  delete now.displayName;
}

export const explanations = [
  { name: "nothing is as good as not there (RFC 7643, section 2.5)" },
  { name: "booleans and managers as words (Microsoft Entra ID)", told: words_as_meant },
  { name: "a value's members are places, and parts that are not named stay (RFC 7644, section 3.5.2.3)",
    told: each_place_by_itself },
  { name: "a value without an id or a part is none (S47), as before", told: words_as_meant },
  { name: "a filter chooses in any case where the schema says so (RFC 7643, section 2.2)", told: chosen_by_their_spelling },
  { name: "a value that is chosen is replaced as a whole (RFC 7644, section 3.5.2.3)", told: replaced_whole },
  { name: "an element is made as its filter says (Microsoft Entra ID; S48)", told: made_of_the_filter },
  { name: "of several values those that are named are removed (Microsoft Entra ID; S46)", told: named_are_removed },
  { name: "a removal of what is not there changes nothing (RFC 7644, section 3.5.2.2)", told: nothing_to_remove },
  { name: "one value is primary (RFC 7644, section 3.5.2)", then: one_primary },
  { name: "a type and value are there once (RFC 7643, section 2.4)", told: each_told_once, then: each_once },
  { name: "a reference and a name go with their value (RFC 7643, section 4.3)", then: reference_goes },
];

function pruned(value) {
  if (Array.isArray(value)) {
    const list = value.map(pruned).filter((one) => one !== undefined);
    return list.length ? list : undefined;
  }
  if (!isObject(value)) return value ?? undefined;
  const kept = Object.entries(value).map(([key, one]) => [key, pruned(one)]).filter(([, one]) => one !== undefined);
  return kept.length ? Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) : undefined;
}
const comparable = (person) => JSON.stringify({ ...pruned(person), schemas: undefined });

// The other one's person, or what is refused; with the first so many explanations.
function patched(person, operations, count) {
  const used = explanations.slice(0, count);
  let state = count > 0 ? pruned(person) : clone(person);
  for (const whole of operations) {
    if (count > 0 && refusalOf(whole, state)) return { error: refusalOf(whole, state) };
    let steps = [whole];
    for (const { told } of used.slice(0, 4)) if (told) steps = steps.flatMap((one) => told(one, state));
    for (const step of steps) {
      if (count > 0 && refusalOf(step, state)) return { error: refusalOf(step, state) };
      const former = clone(state);
      let told = [step];
      for (const { told: tell } of used.slice(4)) if (tell) told = told.flatMap((one) => tell(one, former));
      for (const one of told) state = scimPatch(state, [written(one)], { mutateDocument: false, treatMissingAsAdd: true });
      if (count > 0) state = pruned(state);
      for (const { then } of used) if (then) then(state, former, step);
    }
  }
  return count > 0 && refusedAtLast(state) ? { error: refusedAtLast(state) } : { resource: state };
}

export function agreement(person, operations, ours) {
  for (let count = 0; count <= explanations.length; count++) {
    try {
      const theirs = patched(person, operations, count);
      const agreed = ours.error !== undefined ? theirs.error === ours.error
        : theirs.resource !== undefined && (count === 0 ? JSON.stringify(theirs.resource) === JSON.stringify(ours.resource)
                                                        : comparable(theirs.resource) === comparable(ours.resource));
      if (agreed && ours.error !== undefined) return `refused: ${ours.error}`;
      if (agreed) return count === 0 ? "the same" : explanations[count - 1].name;
    } catch {
      // The other one refuses it so far.
    }
  }
  return undefined;
}
export const theirs = (person, operations) => patched(person, operations, explanations.length);
