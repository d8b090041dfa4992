// How resources look: RFC 7643, sections 2 to 4 and 7.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENTERPRISE, GROUP, Provider, SUPPORTER, USER, fresh, members, refused, tokenOf, user } from "./kit.mjs";

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

test("S1 schemas names the type and the extensions in use, each once, and nothing else", async () => {
  const plain = await provider.user();
  const full = await provider.user({
    schemas: [ENTERPRISE, USER, USER],
    [ENTERPRISE]: { department: "D" },
    [SUPPORTER]: { languages: ["de"] },
  });
  const group = await provider.group();

  assert.deepEqual(plain.schemas, [USER]);
  assert.deepEqual(full.schemas.toSorted(), [USER, ENTERPRISE, SUPPORTER].toSorted());
  assert.deepEqual(group.schemas, [GROUP]);
});

test("S1 an extension that is not in use any more leaves schemas", async () => {
  const { id } = await provider.user({ [ENTERPRISE]: { department: "D" } });
  const after = await provider.change(`/Users/${id}`, { op: "remove", path: ENTERPRISE });

  assert.deepEqual(after.schemas, [USER]);
  assert.ok(!(ENTERPRISE in after));
});

test("S2 ids are ours, unique over all types, for life, and what a client sends as one is passed over", async () => {
  const name = `${fresh()}@kith.test`;
  const first = await provider.user({ userName: name, id: "mine", meta: { resourceType: "Evil", created: "2000-01-01T00:00:00Z" } });
  const all = [first, await provider.user(), await provider.group(), await provider.group()];

  assert.equal(new Set(all.map(({ id }) => id)).size, 4);
  for (const { id } of all) {
    assert.match(id, /^.+$/);
    assert.notEqual(id, "mine");
    assert.ok(!id.includes("bulkId"));
  }
  assert.equal(first.meta.resourceType, "User");
  assert.ok(Date.parse(first.meta.created) > Date.now() - 3_600_000);
  assert.equal((await provider.get("/Users/mine")).status, 404);

  const path = `/Users/${first.id}`;
  assert.equal((await provider.change(path, { op: "replace", path: "displayName", value: "X" })).id, first.id);
  await provider.delete(path);
  const again = await provider.user({ userName: name });
  assert.notEqual(again.id, first.id);
  assert.equal((await provider.get(path)).status, 404);
});

test("S3 externalId is the client's own, exact in case, and each source has its own", async () => {
  const externalId = fresh("External");
  const { id } = await provider.user({ externalId });
  const theirs = await strict.user({ externalId });

  assert.deepEqual(await provider.selects(`externalId eq "${externalId}"`), [id]);
  assert.deepEqual(await provider.selects(`externalId eq "${externalId.toUpperCase()}"`), []);
  assert.deepEqual(await strict.selects(`externalId eq "${externalId}"`), [theirs.id]);
  assert.equal((await strict.get(`/Users/${id}`)).status, 404);
  assert.ok(!("externalId" in (await provider.user())));
});

test("S4 meta: type, times, place and version, which change with the resource alone", async () => {
  const made = await provider.post("/Users", user());
  const { id, meta } = made.body;
  const path = `/Users/${id}`;

  assert.deepEqual(Object.keys(meta).sort(), ["created", "lastModified", "location", "resourceType", "version"]);
  assert.equal(meta.resourceType, "User");
  assert.equal(meta.lastModified, meta.created);
  assert.match(meta.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  assert.equal(meta.location, provider.base + path);
  assert.equal(made.headers.location, meta.location);
  const read = await provider.get(path);
  assert.equal(read.headers["content-location"], meta.location);
  assert.equal(read.headers.etag, meta.version);
  assert.deepEqual(read.body, made.body);

  const { meta: later } = await provider.change(path, { op: "add", path: "title", value: "Nurse" });
  assert.equal(later.created, meta.created);
  assert.ok(Date.parse(later.lastModified) > Date.parse(meta.lastModified));
  assert.notEqual(later.version, meta.version);
  assert.equal((await provider.group()).meta.resourceType, "Group");
});

test("S5 names of attributes and schemas hold in any case: body, filter, path, attributes, sortBy", async () => {
  const name = `${fresh()}@kith.test`;
  const { id, ...made } = await provider.make("/Users", {
    SCHEMAS: [USER.toUpperCase()],
    USERNAME: name,
    Active: true,
    NAME: { GIVENNAME: "Ann" },
    [ENTERPRISE.toUpperCase()]: { DEPARTMENT: "D" },
  });
  assert.deepEqual(made.schemas.toSorted(), [USER, ENTERPRISE].toSorted());
  assert.equal(made.userName, name);
  assert.equal(made.name.givenName, "Ann");
  assert.equal(made[ENTERPRISE].department, "D");
  assert.deepEqual(await provider.selects(`USERNAME EQ "${name}" AND active Eq true`), [id]);
  assert.deepEqual(await provider.selects(`${USER.toUpperCase()}:username eq "${name}"`), [id]);

  const path = `/Users/${id}`;
  const changed = await provider.change(
    path,
    { OP: "REPLACE", PATH: "DisplayName", VALUE: "X" },
    { op: "add", path: `${ENTERPRISE.toUpperCase()}:costcenter`, value: "7" },
    { op: "add", path: 'EMAILS[TYPE eq "work"].VALUE', value: "x@kith.test" },
  );
  assert.equal(changed.displayName, "X");
  assert.equal(changed[ENTERPRISE].costCenter, "7");
  assert.deepEqual(changed.emails, [{ type: "work", value: "x@kith.test" }]);
  const shown = await provider.read(path, { ATTRIBUTES: "DISPLAYNAME" });
  assert.equal(shown.displayName, "X");
  assert.ok(!("userName" in shown));
  const sorted = await provider.read("/Users", { SortBy: "USERNAME", sortorder: "Descending", Count: 1000 });
  const names = sorted.Resources.map(({ userName }) => userName.toLowerCase());
  assert.deepEqual(names, names.toSorted().toReversed());
});

test("S6 null and an empty list are unassigned: not shown, cleared by PUT and PATCH, no match for pr", async () => {
  const { id, ...made } = await provider.user({ nickName: null, emails: [], title: "Nurse", [ENTERPRISE]: { department: null } });
  const path = `/Users/${id}`;
  for (const name of ["nickName", "emails", ENTERPRISE]) assert.ok(!(name in made), name);
  assert.deepEqual(made.schemas, [USER]);

  assert.ok(!("title" in (await provider.change(path, { op: "replace", path: "title", value: null }))));
  const some = [{ value: "a@kith.test" }];
  assert.equal((await provider.change(path, { op: "add", path: "emails", value: some })).emails.length, 1);
  assert.ok(!("emails" in (await provider.change(path, { op: "replace", path: "emails", value: [] }))));
  await provider.change(path, { op: "add", value: { emails: some, title: "T" } });
  const replaced = await provider.put(path, { ...user(), emails: [], title: null });
  assert.equal(replaced.status, 200);
  for (const name of ["title", "emails"]) assert.ok(!(name in replaced.body), name);
  assert.deepEqual(await provider.selects(`id eq "${id}" and (title pr or emails pr)`), []);
});

test("S7 a value of another type than the schema's is refused", async () => {
  const wrong = [
    { active: "yes" },
    { active: 1 },
    { displayName: 7 },
    { displayName: ["a"] },
    { name: "Ann" },
    { name: ["Ann"] },
    { emails: [{ value: { deep: "a" } }] },
    { emails: "a@kith.test" },
    { emails: [{ value: "a", primary: "perhaps" }] },
    { x509Certificates: [{ value: "not base64!" }] },
    { userName: true },
    { profileUrl: 5 },
  ];
  for (const each of wrong)
    refused(await strict.post("/Users", user(each)), 400, "invalidValue");

  const right = await strict.user({
    active: false,
    name: { givenName: "Ann" },
    profileUrl: "https://kith.test/ann",
    photos: [{ value: "../ann.png" }],
    x509Certificates: [{ value: "AQID" }],
  });
  assert.equal(right.active, false);
  assert.equal(right.x509Certificates[0].value, "AQID");
  assert.equal(right.profileUrl, "https://kith.test/ann");
});

test("S8 several values: one is primary at most, and none is there twice", async () => {
  const two = [{ value: "a@kith.test", primary: true }, { value: "b@kith.test", primary: true }];
  refused(await strict.post("/Users", user({ emails: two })), 400, "invalidValue");

  const same = { type: "work", value: "a@kith.test" };
  const made = await provider.user({ emails: [same, { ...same }, { type: "home", value: "a@kith.test" }] });
  assert.equal(made.emails.length, 2);
  const full = { type: "work", value: "c", display: "C", primary: true };
  const other = await provider.user({ phoneNumbers: [full] });
  assert.deepEqual(other.phoneNumbers, [full]);
});

test("S9 characteristics come out of the schema and are obeyed", async () => {
  const made = await strict.user({
    emails: [{ type: "of-our-own", value: "a@kith.test" }],
    groups: [{ value: "x" }],
    password: "Secret-1",
  });
  const path = `/Users/${made.id}`;
  assert.equal(made.emails[0].type, "of-our-own"); // Canonical values are suggestions.
  assert.ok(!("groups" in made)); // readOnly.
  assert.ok(!("password" in made)); // Never returned.

  for (const name of ["id", "groups", "meta"])
    refused(await strict.patch(path, [{ op: "replace", path: name, value: "x" }]), 400, "mutability");
  refused(await strict.patch(path, [{ op: "remove", path: "userName" }]), 400, "mutability");
  refused(await strict.post("/Users", { schemas: [USER], displayName: "X" }), 400, "invalidValue");
  refused(await strict.post("/Users", user({ userName: made.userName.toUpperCase() })), 409, "uniqueness");
});

test("S10 a User keeps all its attributes, and its userName is one", async () => {
  const all = user({
    schemas: [USER, ENTERPRISE],
    externalId: fresh("e"),
    name: { formatted: "Dr. Ann B C, MA", familyName: "C", givenName: "Ann", middleName: "B", honorificPrefix: "Dr.", honorificSuffix: "MA" },
    displayName: "Ann",
    nickName: "An",
    profileUrl: "https://kith.test/ann",
    title: "Nurse",
    userType: "Employee",
    preferredLanguage: "de-AT",
    locale: "de-AT",
    timezone: "Europe/Vienna",
    active: true,
    emails: [{ value: "ann@kith.test", display: "Ann", type: "work", primary: true }],
    phoneNumbers: [{ value: "tel:+43-1", type: "work" }],
    ims: [{ value: "ann", type: "xmpp" }],
    photos: [{ value: "https://kith.test/ann.png", type: "photo" }],
    addresses: [{ formatted: "A 1\n1010 Wien", streetAddress: "A 1", locality: "Wien", region: "W", postalCode: "1010", country: "AT", type: "work" }],
    entitlements: [{ value: "door" }],
    roles: [{ value: "nurse" }],
    x509Certificates: [{ value: "AQID" }],
    [ENTERPRISE]: { employeeNumber: "7", costCenter: "8", organization: "O", division: "V", department: "D" },
  });
  const { id, meta, ...kept } = await provider.make("/Users", all);

  assert.deepEqual(kept, all);
  const { id: same, meta: also, ...read } = await provider.read(`/Users/${id}`);
  assert.deepEqual([same, also], [id, meta]);
  assert.deepEqual(read, all);
  for (const userName of ["", null, undefined])
    refused(await provider.post("/Users", { schemas: [USER], userName }), 400, "invalidValue");
});

test("S10 a password is taken, never kept in the open, never shown, never compared", async () => {
  const made = await provider.post("/Users", user({ password: "Canary-4711" }));
  const path = `/Users/${made.body.id}`;
  const answers = [
    made,
    await provider.get(path),
    await provider.get(path, { attributes: "password" }),
    await provider.patch(path, [{ op: "replace", path: "password", value: "Canary-4711" }]),
  ];
  for (const { status, text } of answers) {
    assert.ok([200, 201, 204].includes(status), text);
    assert.ok(!text.includes("Canary") && !text.includes("password"), text);
  }
  for (const filter of ['password sw "C"', "password pr", 'title pr or password eq "x"']) {
    const answer = await provider.get("/Users", { filter });
    assert.ok([400, 403].includes(answer.status), answer.text);
  }
});

test("S11 a User's groups are shown, direct and through others, and changed through Groups alone", async () => {
  const ann = await provider.user();
  const inner = await provider.group([ann]);
  const outer = await provider.group([inner]);
  const path = `/Users/${ann.id}`;
  const { groups } = await provider.read(path);

  const expected = (group, type) => ({ value: group.id, $ref: group.meta.location, display: group.displayName, type });
  assert.deepEqual(groups, [expected(inner, "direct"), expected(outer, "indirect")]);
  for (const op of ["add", "replace", "remove"])
    refused(await provider.patch(path, [{ op, path: "groups", value: [{ value: outer.id }] }]), 400, "mutability");
  const replaced = await provider.put(path, { schemas: [USER], userName: ann.userName, groups: [] });
  assert.equal(replaced.body.groups.length, 2);
  await provider.change(`/Groups/${inner.id}`, { op: "remove", path: `members[value eq "${ann.id}"]` });
  assert.ok(!("groups" in (await provider.read(path))));
});

test("S12 a Group has a name and members, users and groups, each with type and place", async () => {
  const ann = await provider.user();
  const inner = await provider.group([ann]);
  const outer = await provider.group([ann, inner]);

  const byId = Object.fromEntries(outer.members.map((one) => [one.value, one]));
  assert.deepEqual(byId[ann.id], { value: ann.id, $ref: ann.meta.location, type: "User" });
  assert.deepEqual(byId[inner.id], { value: inner.id, $ref: inner.meta.location, type: "Group" });
  refused(await provider.post("/Groups", { schemas: [GROUP] }), 400, "invalidValue");
  refused(await strict.post("/Groups", { schemas: [GROUP], displayName: fresh(), members: [{ value: "nobody" }] }), 400, "invalidValue");
  await provider.delete(`/Users/${ann.id}`);
  assert.deepEqual(members(await provider.read(`/Groups/${outer.id}`)), [inner.id]);
});

test("S12 groups that hold each other are shown and end", async () => {
  const ann = await provider.user();
  const one = await provider.group([ann]);
  const two = await provider.group([one]);
  await provider.change(`/Groups/${one.id}`, { op: "add", path: "members", value: [{ value: two.id, type: "Group" }] });

  const { groups } = await provider.read(`/Users/${ann.id}`);
  assert.deepEqual(groups.map(({ value }) => value), [one.id, two.id]);
});

test("S13 the Enterprise User: a manager is another user of the source", async () => {
  const boss = await strict.user({ displayName: "Boss" });
  const ann = await strict.user({
    [ENTERPRISE]: { manager: { value: boss.id, displayName: "not hers to say" } },
  });

  assert.equal(ann[ENTERPRISE].manager.value, boss.id);
  assert.notEqual(ann[ENTERPRISE].manager.displayName, "not hers to say");
  assert.deepEqual(await strict.selects(`${ENTERPRISE}:manager.value eq "${boss.id}"`), [ann.id]);
  const nobody = { [ENTERPRISE]: { manager: { value: "nobody" } } };
  refused(await strict.post("/Users", user(nobody)), 400, "invalidValue");
  const path = `${ENTERPRISE}:manager`;
  refused(await strict.patch(`/Users/${ann.id}`, [{ op: "replace", path, value: { value: "nobody" } }]), 400, "invalidValue");
  assert.deepEqual(await strict.read(`/Users/${ann.id}`), ann);
});

test("S13 managers who lead each other are taken in, and everybody is still answered for", async () => {
  const path = `${ENTERPRISE}:manager`;
  const one = await strict.user();
  const two = await strict.user({ [ENTERPRISE]: { manager: { value: one.id } } });
  const after = await strict.change(`/Users/${one.id}`, { op: "add", path, value: { value: two.id } });

  assert.equal(after[ENTERPRISE].manager.value, two.id);
  assert.deepEqual(await strict.selects(`${path} eq "${two.id}"`), [one.id]);
  assert.equal((await strict.delete(`/Users/${two.id}`)).status, 204);
});

test("S14 Kith's own extension has a container of its own and is discoverable", async () => {
  const made = await provider.user({ [SUPPORTER]: { languages: ["de", "hr"], supporter: true, consentState: "given" } });
  assert.deepEqual(made[SUPPORTER], { languages: ["de", "hr"] }); // What she alone says is not taken.
  assert.ok(made.schemas.includes(SUPPORTER));

  const { attributes } = await provider.read(`/Schemas/${SUPPORTER}`);
  assert.deepEqual(attributes.map(({ name }) => name), ["supporter", "languages", "consentState"]);
  const { schemaExtensions } = await provider.read("/ResourceTypes/User");
  assert.deepEqual(schemaExtensions.map(({ schema }) => schema), [ENTERPRISE, SUPPORTER]);
  refused(
    await provider.patch(`/Users/${made.id}`, [{ op: "replace", path: `${SUPPORTER}:supporter`, value: true }]),
    400,
    "mutability",
  );
});
