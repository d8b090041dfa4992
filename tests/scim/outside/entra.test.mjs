// What Microsoft Entra ID sends, as its documents show it, to a source of its habits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENTERPRISE, GROUP, LIST, NOBODY, Provider, USER, fresh, ids, members, refused, tokenOf, user } from "./kit.mjs";

let provider;
let strict;
before(async () => {
  provider = await Provider.start("entra", [
    { name: "entra", habits: "entra" },
    { name: "strict", habits: "strict" },
  ]);
  strict = Object.assign(Object.create(provider), { token: tokenOf("strict") });
});
after(() => provider?.stop());

const MANAGER = `${ENTERPRISE}:manager`;

test("S45 booleans as words, in PATCH and POST", async () => {
  const ann = await provider.user({ active: "True", roles: [{ value: "r", primary: "True" }] });
  assert.deepEqual([ann.active, ann.roles[0].primary], [true, true]);
  for (const [word, is] of [["False", false], ["True", true], ["false", false], ["true", true]])
    assert.equal((await provider.change(`/Users/${ann.id}`, { op: "Replace", path: "active", value: word })).active, is);
  assert.equal((await provider.change(`/Users/${ann.id}`, { op: "replace", value: { active: "False" } })).active, false);
  refused(await provider.patch(`/Users/${ann.id}`, [{ op: "Replace", path: "active", value: "No" }]), 400, "invalidValue");
  refused(await strict.post("/Users", user({ active: "True" })), 400, "invalidValue");
});

test("S46 Remove with a list of members removes those alone; by a filter, too", async () => {
  const [ann, ben, cai] = [await provider.user(), await provider.user(), await provider.user()];
  const group = await provider.group([ann, ben, cai]);
  const path = `/Groups/${group.id}`;
  const listed = { op: "Remove", path: "members", value: [{ $ref: null, value: ann.id }] };
  assert.deepEqual(members(await provider.change(path, listed)), ids(ben, cai));
  assert.deepEqual(members(await provider.change(path, listed)), ids(ben, cai));
  assert.deepEqual(members(await provider.change(path, { op: "Remove", path: `members[value eq "${ben.id}"]` })), [cai.id]);
  assert.deepEqual(members(await provider.change(path, { op: "Add", path: "members", value: [{ $ref: null, value: ben.id }] })), ids(ben, cai));
  const both = [{ op: "add", path: "members", value: [{ value: ann.id }] }, { op: "remove", path: `members[value eq "${ann.id}"]` }];
  assert.deepEqual(members(await provider.change(path, ...both)), ids(ben, cai));
  const text = { op: "Remove", path: "members", value: cai.id };
  assert.deepEqual(members(await provider.change(path, text)), [ben.id]);
});

test("S47 a manager as a bare id: in POST, add and replace; an empty one and Remove take her away", async () => {
  const [boss, other] = [await provider.user(), await provider.user()];
  const led = async (more) => (await provider.user(more))[ENTERPRISE]?.manager.value;
  assert.equal(await led({ [ENTERPRISE]: { manager: boss.id } }), boss.id);
  const { id } = await provider.user();
  const now = async (op, value) => (await provider.change(`/Users/${id}`, { op, path: MANAGER, value }))[ENTERPRISE]?.manager?.value;
  assert.equal(await now("Add", boss.id), boss.id);
  assert.equal(await now("Replace", other.id), other.id);
  assert.equal(await now("Replace", ""), undefined);
  assert.equal(await now("add", { value: boss.id }), boss.id);
  assert.equal(await now("Remove"), undefined);
  assert.equal(await led({ [ENTERPRISE]: { manager: NOBODY } }), NOBODY); // She comes later.
  refused(await strict.post("/Users", user({ [ENTERPRISE]: { manager: boss.id } })), 400, "invalidValue");
  refused(await strict.post("/Users", user({ [ENTERPRISE]: { manager: { value: NOBODY } } })), 400, "invalidValue");
});

test("S48 add and replace by a filter that nobody fits make the value; by the RFCs alone it is noTarget", async () => {
  for (const op of ["Add", "Replace"]) {
    const { id } = await provider.user();
    const after = await provider.change(
      `/Users/${id}`,
      { op, path: 'phoneNumbers[type eq "work"].value', value: "+385 1" },
      { op, path: 'addresses[type eq "work"].locality', value: "Zagreb" },
      { op, path: 'emails[type eq "work" and primary eq true].value', value: "a@kith.test" },
    );
    assert.deepEqual(after.phoneNumbers, [{ type: "work", value: "+385 1" }]);
    assert.deepEqual(after.addresses, [{ type: "work", locality: "Zagreb" }]);
    assert.deepEqual(after.emails, [{ type: "work", primary: true, value: "a@kith.test" }]);
    const again = await provider.change(`/Users/${id}`, { op, path: 'phoneNumbers[type eq "work"].value', value: "+385 2" });
    assert.deepEqual(again.phoneNumbers, [{ type: "work", value: "+385 2" }]);
  }
  const { id } = await strict.user();
  refused(await strict.patch(`/Users/${id}`, [{ op: "replace", path: 'phoneNumbers[type eq "work"].value', value: "1" }]), 400, "noTarget");
});

test("S49 schemas and attributes that nobody knows are passed over, unless by the RFCs alone", async () => {
  const data = { schemas: [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"], externalId: fresh(), displayName: fresh(), meta: { resourceType: "Group" } };
  const made = await provider.make("/Groups", data);
  assert.deepEqual(made.schemas, [GROUP]);
  const ann = await provider.user({ [fresh("nothing")]: 1, name: { givenName: "A", nothing: 1 } });
  assert.deepEqual(ann.name, { givenName: "A" });
  assert.deepEqual(Object.keys(ann).sort(), ["id", "meta", "name", "schemas", "userName"]);
  refused(await strict.post("/Users", user({ nothing: 1 })), 400, "invalidSyntax");
  refused(await strict.patch(`/Users/${(await strict.user()).id}`, [{ op: "add", value: { nothing: 1 } }]), 400, "invalidPath");
});

test("S50 no match is an empty list, and who is not active is still shown", async () => {
  const none = await provider.get("/Users", { filter: `userName eq "${NOBODY}"` });
  assert.equal(none.status, 200);
  assert.deepEqual(none.body, { schemas: [LIST], totalResults: 0, itemsPerPage: 0, startIndex: 1, Resources: [] });
  const ann = await provider.user();
  const path = `/Users/${ann.id}`;
  for (const active of [false, true]) {
    await provider.change(path, { op: "Replace", path: "active", value: active });
    assert.deepEqual(await provider.selects(`userName eq "${ann.userName}"`), [ann.id]);
    assert.equal((await provider.read(path)).active, active);
  }
});

test("S51 groups without their members, PATCH without an answer, unique by name, externalId exact", async () => {
  const ann = await provider.user();
  const externalId = fresh("Group");
  const group = await provider.group([ann], { externalId });
  const path = `/Groups/${group.id}`;
  const { members: none, ...rest } = group;
  assert.deepEqual(await provider.read(path, { excludedAttributes: "members" }), rest);
  for (const filter of [`displayName eq "${group.displayName.toUpperCase()}"`, `externalId eq "${externalId}"`]) {
    const found = await provider.read("/Groups", { excludedAttributes: "members", filter });
    assert.deepEqual(found.Resources, [rest], filter);
  }
  assert.deepEqual(await provider.selects(`externalId eq "${externalId.toUpperCase()}"`, "/Groups"), []);
  const patched = await provider.patch(path, [{ op: "Replace", path: "displayName", value: fresh("new") }, { op: "Replace", path: "externalId", value: fresh("e") }]);
  assert.deepEqual([patched.status, patched.text], [204, ""]);
  const now = await provider.read(path);
  assert.ok(now.displayName.startsWith("new") && now.externalId.startsWith("e-"));
  refused(await provider.post("/Groups", { schemas: [GROUP], displayName: now.displayName }), 409, "uniqueness");
});

test("S52 Test Connection: a query for somebody random", async () => {
  assert.equal((await provider.read("/Users", { filter: `userName eq "${NOBODY}"` })).totalResults, 0);
  assert.equal((await provider.read("/Groups", { excludedAttributes: "members", filter: `displayName eq "${NOBODY}"` })).totalResults, 0);
  const schemas = await provider.get("/Schemas");
  assert.deepEqual(schemas.body.schemas, [LIST]);
  assert.ok(!schemas.text.includes("null"));
});

test("S53 values are kept as they were sent", async () => {
  const sent = { phoneNumbers: [{ type: "work", value: "  +1 (425) 555-0101 ext. 7 " }], displayName: " Ann  B ", preferredLanguage: "en-us", emails: [{ value: "Ann.B@Kith.Test" }] };
  const { id } = await provider.user(sent);
  const kept = await provider.read(`/Users/${id}`);
  for (const [name, value] of Object.entries(sent)) assert.deepEqual(kept[name], value);
});

test("what its validator does: verbose additions and replacements in one PATCH", async () => {
  const { id } = await provider.user({ emails: [{ type: "work", value: "a@kith.test" }] });
  const value = (word) => ({ displayName: word, "name.givenName": word, "name.familyName": word, [`${ENTERPRISE}:employeeNumber`]: word, [`${ENTERPRISE}:department`]: word, [`${USER}:title`]: word });
  for (const op of ["add", "replace"]) {
    const after = await provider.change(`/Users/${id}`, { op, path: 'emails[type eq "work"].value', value: `${op}@kith.test` }, { op, value: value(op) });
    assert.deepEqual(after.emails, [{ type: "work", value: `${op}@kith.test` }]);
    assert.deepEqual([after.displayName, after.title, after.name, after[ENTERPRISE]], [op, op, { givenName: op, familyName: op }, { employeeNumber: op, department: op }]);
  }
  const renamed = await provider.change(`/Users/${id}`, { op: "Replace", path: "userName", value: `${fresh("n")}@kith.test` });
  assert.deepEqual(await provider.selects(`userName eq "${renamed.userName}"`), [id]);
});
