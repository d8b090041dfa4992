// To change in part: RFC 7644, section 3.5.2.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENTERPRISE, PATCH, Provider, USER, fresh, members, refused, tokenOf, user } from "./kit.mjs";

let provider; // By the RFCs alone.
let entra;
before(async () => {
  provider = await Provider.start("strict", [
    { name: "strict", habits: "strict" },
    { name: "entra", habits: "entra" },
  ]);
  entra = Object.assign(Object.create(provider), { token: tokenOf("entra") });
});
after(() => provider?.stop());

const two = { emails: [{ type: "work", value: "a@kith.test", primary: true }, { type: "home", value: "b@kith.test" }] };

test("S23 a PATCH names its message and has operations that are known", async () => {
  const { id } = await provider.user();
  const path = `/Users/${id}`;
  const send = (body) => provider.send("PATCH", path, { body });
  const fine = { op: "replace", path: "title", value: "x" };
  refused(await send({ Operations: [fine] }), 400, "invalidSyntax");
  refused(await send({ schemas: [USER], Operations: [fine] }), 400, "invalidSyntax");
  for (const Operations of [undefined, [], {}, ["x"], [{ path: "title", value: "x" }], [{ op: "frobnicate", path: "title", value: "x" }]])
    refused(await send({ schemas: [PATCH], Operations }), 400, "invalidSyntax");
  refused(await send({ schemas: [PATCH], Operations: [{ op: "add", path: "title" }] }), 400, "invalidValue");
  refused(await send({ schemas: [PATCH], Operations: [{ op: "add", value: "x" }] }), 400, "invalidValue");
  for (const op of ["Add", "REPLACE", "rEmOvE"])
    assert.equal((await provider.patch(path, [{ ...fine, op }])).status, 200, op);
});

test("S24 each form of a path reaches its place", async () => {
  const { id } = await provider.user(two);
  const after = await provider.change(
    `/Users/${id}`,
    { op: "add", path: "title", value: "attr" },
    { op: "add", path: "name.givenName", value: "attr.sub" },
    { op: "replace", path: 'emails[type eq "home"].display', value: "filtered sub" },
    { op: "add", path: `${USER}:nickName`, value: "urn:attr" },
    { op: "add", path: `${USER}:name.familyName`, value: "urn:attr.sub" },
    { op: "add", path: `${ENTERPRISE}:department`, value: "extension:attr" },
    { op: "add", path: ENTERPRISE, value: { costCenter: "container" } },
    { op: "add", value: { displayName: "no path", "name.middleName": "dotted", [`${ENTERPRISE}:division`]: "urn key", [ENTERPRISE]: { organization: "nested" } } },
  );
  assert.equal(after.title, "attr");
  assert.deepEqual(after.name, { givenName: "attr.sub", familyName: "urn:attr.sub", middleName: "dotted" });
  assert.equal(after.emails[1].display, "filtered sub");
  assert.ok(!("display" in after.emails[0]));
  assert.equal(after.nickName, "urn:attr");
  assert.equal(after.displayName, "no path");
  assert.deepEqual(after[ENTERPRISE], { department: "extension:attr", costCenter: "container", division: "urn key", organization: "nested" });

  const whole = await provider.change(`/Users/${id}`, { op: "replace", path: 'emails[type eq "home"]', value: { type: "home", value: "c@kith.test" } });
  assert.equal(whole.emails[1].value, "c@kith.test");
});

test("S24 a path that leads nowhere is refused", async () => {
  const { id } = await provider.user(two);
  const at = (path, value = "x") => provider.patch(`/Users/${id}`, [{ op: "replace", path, value }]);
  for (const path of ["nobody", "name.nobody", "urn:nobody:title", "title.sub", "emails[", "emails..value", 'title[value eq "x"]'])
    assert.match((await at(path)).body.scimType, /^invalid(Path|Filter)$/, path);
  refused(await at('emails[type xx "work"]'), 400, "invalidFilter");
  refused(await at(7), 400, "invalidPath");
});

test("S25 add appends what is new once, merges what is complex, and leaves the rest", async () => {
  const { id } = await provider.user({ ...two, name: { givenName: "A" } });
  const path = `/Users/${id}`;
  const third = { type: "other", value: "c@kith.test" };
  const after = await provider.change(path, { op: "add", path: "emails", value: [two.emails[1], third] }, { op: "add", path: "name", value: { familyName: "B" } });
  assert.deepEqual(after.emails, [...two.emails, third]);
  assert.deepEqual(after.name, { givenName: "A", familyName: "B" });
});

test("S25 what is already so changes neither version nor time", async () => {
  const ann = await provider.user({ ...two, title: "T" });
  const path = `/Users/${ann.id}`;
  const same = [{ op: "add", path: "title", value: "T" }, { op: "add", path: "emails", value: [two.emails[0]] }, { op: "replace", value: { title: "T" } }];
  const answer = await provider.patch(path, same);
  assert.equal(answer.headers.etag, ann.meta.version);
  assert.deepEqual(await provider.read(path), ann);

  const group = await provider.group([ann]);
  const kept = await provider.change(`/Groups/${group.id}`, { op: "add", path: "members", value: [{ value: ann.id }] });
  assert.deepEqual(kept, group);
});

test("S25 a new primary value takes over from the old", async () => {
  const { id } = await provider.user(two);
  const primary = ({ emails }) => emails.filter((one) => one.primary).map(({ value }) => value);
  const path = `/Users/${id}`;
  const added = await provider.change(path, { op: "add", path: "emails", value: [{ value: "c@kith.test", primary: true }] });
  assert.deepEqual(primary(added), ["c@kith.test"]);
  assert.equal(added.emails.length, 3);
  const chosen = await provider.change(path, { op: "replace", path: 'emails[type eq "home"].primary', value: true });
  assert.deepEqual(primary(chosen), ["b@kith.test"]);
});

test("S26 remove: an attribute, some values, a part; the last value leaves none", async () => {
  const { id } = await provider.user({ ...two, title: "T", name: { givenName: "A", familyName: "B" } });
  const path = `/Users/${id}`;
  const after = await provider.change(path, { op: "remove", path: "title" }, { op: "remove", path: "name.familyName" }, { op: "remove", path: 'emails[type eq "work"]' });
  assert.ok(!("title" in after));
  assert.deepEqual(after.name, { givenName: "A" });
  assert.deepEqual(after.emails, [two.emails[1]]);
  const last = await provider.change(path, { op: "remove", path: 'emails[type eq "home"]' }, { op: "remove", path: "name.givenName" });
  assert.ok(!("emails" in last) && !("name" in last));
});

test("S26 remove without a path is noTarget, of what must be there mutability", async () => {
  const ann = await provider.user();
  const group = await provider.group([ann]);
  refused(await provider.patch(`/Users/${ann.id}`, [{ op: "remove" }]), 400, "noTarget");
  for (const path of ["userName", "id", "meta", "schemas", "groups"])
    refused(await provider.patch(`/Users/${ann.id}`, [{ op: "remove", path }]), 400, "mutability");
  refused(await provider.patch(`/Groups/${group.id}`, [{ op: "remove", path: "displayName" }]), 400, "mutability");
});

test("S27 replace: adds what is not there, changes every value that matches, and else is noTarget", async () => {
  const { id } = await provider.user({ emails: [{ type: "work", value: "a" }, { type: "work", value: "b" }, { type: "home", value: "c" }] });
  const path = `/Users/${id}`;
  const after = await provider.change(path, { op: "replace", path: "nickName", value: "N" }, { op: "replace", path: 'emails[type eq "work"].display', value: "D" });
  assert.equal(after.nickName, "N");
  assert.deepEqual(after.emails.map(({ display }) => display), ["D", "D", undefined]);
  for (const [place, value] of [['emails[type eq "other"]', { value: "x" }], ['emails[type eq "other"].value', "x"]])
    refused(await provider.patch(path, [{ op: "replace", path: place, value }]), 400, "noTarget");
  assert.deepEqual(await provider.read(path), after);
});

test("S27 replace of a member who is not there is noTarget, with any habits", async () => {
  for (const source of [provider, entra]) {
    const ann = await source.user();
    const group = await source.group([ann]);
    const path = `/Groups/${group.id}`;
    refused(await source.patch(path, [{ op: "replace", path: 'members[value eq "none"]', value: { value: "x" } }]), 400, "noTarget");
    assert.deepEqual(members(await source.read(path)), [ann.id]);
  }
});

test("S28 a PATCH is all or nothing, members and all", async () => {
  const ann = await provider.user({ displayName: "Ann" });
  const ben = await provider.user();
  const group = await provider.group([ann]);
  refused(
    await provider.patch(`/Users/${ann.id}`, [{ op: "replace", path: "displayName", value: "Changed" }, { op: "replace", path: "nobody", value: 1 }]),
    400,
    "invalidPath",
  );
  const { groups, ...before } = await provider.read(`/Users/${ann.id}`);
  assert.deepEqual(before, ann);
  refused(
    await provider.patch(`/Groups/${group.id}`, [
      { op: "add", path: "members", value: [{ value: ben.id }] },
      { op: "remove", path: `members[value eq "${ann.id}"]` },
      { op: "replace", path: 'members[value eq "none"]', value: { value: ben.id } },
    ]),
    400,
    "noTarget",
  );
  assert.deepEqual(await provider.read(`/Groups/${group.id}`), group);
});

test("S28 a user's PATCH answers 200 with the user, a group's 204 with its version", async () => {
  const ann = await provider.user();
  const changed = await provider.patch(`/Users/${ann.id}`, [{ op: "add", path: "title", value: "T" }]);
  assert.equal(changed.status, 200);
  assert.deepEqual(changed.body, await provider.read(`/Users/${ann.id}`));
  assert.equal(changed.headers.etag, changed.body.meta.version);
  const group = await provider.group();
  const joined = await provider.patch(`/Groups/${group.id}`, [{ op: "add", path: "members", value: [{ value: ann.id }] }]);
  assert.equal(joined.status, 204);
  assert.equal(joined.headers.etag, (await provider.read(`/Groups/${group.id}`)).meta.version);
});

test("S29 what counts is the result: types, mutability, required attributes", async () => {
  const { id, ...ann } = await provider.user(two);
  const path = `/Users/${id}`;
  const wrong = [
    [{ op: "replace", path: "active", value: "perhaps" }, "invalidValue"],
    [{ op: "replace", path: "title", value: { a: 1 } }, "invalidValue"],
    [{ op: "replace", path: "name", value: "Ann" }, "invalidValue"],
    [{ op: "replace", path: "userName", value: "" }, "invalidValue"],
    [{ op: "replace", path: "id", value: "evil" }, "mutability"],
    [{ op: "add", path: "meta.created", value: "2000-01-01T00:00:00Z" }, "mutability"],
    [{ op: "remove", path: "schemas" }, "mutability"],
  ];
  for (const [operation, type] of wrong)
    refused(await provider.patch(path, [operation]), 400, type);
  assert.deepEqual(await provider.read(path), { id, ...ann });
  const there = await provider.change(path, { op: "remove", path: "title" }, { op: "add", path: "title", value: "A" }, { op: "replace", path: "title", value: "B" });
  assert.equal(there.title, "B");
});

test("S46 a removal that names nobody removes nobody; only one without a value removes all", async () => {
  for (const source of [provider, entra]) {
    const ann = await source.user();
    const group = await source.group([ann]);
    const path = `/Groups/${group.id}`;
    for (const value of [[], [{ $ref: null, value: null }], [{}]])
      await source.patch(path, [{ op: "remove", path: "members", value }]);
    assert.deepEqual(members(await source.read(path)), [ann.id]);
    refused(await source.patch(path, [{ op: "remove", path: `members[value eq "${ann.id}"].type` }]), 400, "mutability");
    assert.deepEqual(members(await source.read(path)), [ann.id]);
    assert.deepEqual(members(await source.change(path, { op: "remove", path: "members" })), []);
  }
});
