// Chance from a seed, and people made of it: the same numbers on every machine.
export const user = "urn:ietf:params:scim:schemas:core:2.0:User";
export const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

export class Chance {
  #state;
  constructor(seed) {
    this.#state = seed >>> 0;
  }
  // Mulberry32.
  real() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.real() * n);
  }
  in(percent) {
    return this.real() * 100 < percent;
  }
  of(list) {
    return list[this.below(list.length)];
  }
  // Each with this chance, in their order.
  some(list, percent) {
    return list.filter(() => this.in(percent));
  }
  // The word with some of its letters in the other case.
  case(word) {
    return [...word]
      .map((c) => (this.in(50) ? c.toUpperCase() : c.toLowerCase()))
      .map((c, i) => (c.length === 1 ? c : word[i]))
      .join("");
  }
}

export const words = [
  "ana", "Ana", "ANA", "bo", "Babić", "BABIĆ", "ẞ", "ß", "Яна", "яна", "é", "É", "a b", "O'Neil",
  'Nurse "A"', "back\\slash", "a\\\"b", "", "😀", "tab\there", "%_*()", "x".repeat(300), "work", "7",
];
export const kinds = ["work", "home", "Work", "other"];
export const moments = [
  "2026-01-31T10:00:00Z", "2026-01-31T11:00:00+01:00", "2026-01-31T10:00:00.000Z",
  "2026-02-01T00:00:00.5Z", "2025-12-31T23:59:59-14:00",
];

export const clone = (value) => JSON.parse(JSON.stringify(value));
// Letter by letter, as simple case mapping goes; no letter of `words` is changed by its neighbours.
export const folded = (text) => [...text].map((c) => c.toLowerCase()).join("");

function values(chance, count, each) {
  const list = [];
  const seen = new Set();
  for (let i = 0; i < count; i++) {
    const one = each();
    const key = folded(`${one.value ?? one.locality}\n${one.type ?? ""}`);
    if (!seen.has(key)) list.push(one);
    seen.add(key);
  }
  return list;
}

export function mail(chance) {
  const one = { value: `${chance.of(["ana", "Ana", "bo", "é"])}@${chance.of(["x", "y", "X"])}` };
  if (chance.in(85)) one.type = chance.of(kinds);
  if (chance.in(20)) one.display = chance.of(words);
  return one;
}

// A person as the core keeps one: names as the schemas spell them, nothing empty but texts.
export function person(chance) {
  const one = { schemas: [user], id: "1", userName: `${chance.of(words.slice(0, 10))}@kith.test` };
  for (const name of chance.some(["displayName", "title", "nickName", "externalId"], 50))
    one[name] = chance.of(words);
  if (chance.in(60)) one.active = chance.in(50);
  if (chance.in(60)) {
    one.name = { familyName: chance.of(words.slice(0, 8)) };
    if (chance.in(60)) one.name.givenName = chance.of(words.slice(0, 8));
  }
  for (const name of chance.some(["emails", "phoneNumbers"], 60)) {
    one[name] = values(chance, 1 + chance.below(3), () => mail(chance));
    if (chance.in(50)) chance.of(one[name]).primary = true;
  }
  if (chance.in(40))
    one.addresses = values(chance, 1 + chance.below(2), () => ({
      locality: chance.of(["Split", "Zagreb"]), type: chance.of(kinds) }));
  if (chance.in(30)) one.groups = [{ value: "9", display: "Care" }];
  if (chance.in(50)) {
    one[enterprise] = { department: chance.of(words.slice(0, 10)) };
    if (chance.in(50)) one[enterprise].manager = { value: "7", $ref: "../Users/7", displayName: "Bo" };
    one.schemas.push(enterprise);
  }
  one.meta = { resourceType: "User", created: chance.of(moments), lastModified: chance.of(moments) };
  return one;
}
