// What Okta sends, as its documents show it, to a source of its habits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ERROR, GROUP, LIST, Provider, USER, fresh, ids, members, refused } from "./kit.mjs";

let provider;
before(async () => (provider = await Provider.start("okta")));
after(() => provider?.stop());

const user = (more = {}) => {
  const userName = `${fresh()}@kith.test`;
  return {
    schemas: [USER],
    userName,
    name: { givenName: "Ann", familyName: "B" },
    emails: [{ primary: true, value: userName, type: "work" }],
    displayName: "Ann B",
    locale: "en-US",
    externalId: fresh("00u"),
    groups: [],
    password: "1mz050nq",
    active: true,
    ...more,
  };
};

test("S54 a user has what Okta needs, and is found by name and page", async () => {
  const sent = user();
  const made = await provider.make("/Users", sent);
  const query = { filter: `userName eq "${sent.userName}"`, startIndex: 1, count: 100 };
  const found = await provider.read("/Users", query);
  assert.deepEqual(found, { schemas: [LIST], totalResults: 1, startIndex: 1, itemsPerPage: 1, Resources: [made] });
  for (const name of ["userName", "name", "emails", "active", "externalId", "locale", "displayName"])
    assert.deepEqual(made[name], sent[name]);
});

test("S55 password, locale and groups of a creation are borne with", async () => {
  const made = await provider.post("/Users", user());
  assert.equal(made.status, 201);
  assert.ok(!made.text.includes("1mz050nq") && !("groups" in made.body));
});

test("S55 deactivated by a PATCH without a path, or by PUT of the whole user", async () => {
  const sent = user();
  const { id } = await provider.make("/Users", sent);
  assert.equal((await provider.change(`/Users/${id}`, { op: "replace", value: { active: false } })).active, false);
  const whole = await provider.read(`/Users/${id}`);
  const back = await provider.put(`/Users/${id}`, { ...whole, active: true, password: "x" });
  assert.equal(back.status, 200);
  assert.equal(back.body.active, true);
  assert.deepEqual(back.body.emails, sent.emails);
});

test("S56 groups are pushed: made with members, renamed without a path, members out and in at once, replaced", async () => {
  const [ann, ben] = [await provider.make("/Users", user()), await provider.make("/Users", user())];
  const displayName = fresh("Team");
  const group = await provider.make("/Groups", { schemas: [GROUP], displayName, members: [{ value: ann.id, display: ann.userName }] });
  assert.deepEqual(members(group), [ann.id]);
  const path = `/Groups/${group.id}`;
  const renamed = await provider.change(path, { op: "replace", value: { id: group.id, displayName: `${displayName} 2` } });
  assert.equal(renamed.displayName, `${displayName} 2`);
  assert.equal(renamed.id, group.id);
  assert.deepEqual(members(renamed), [ann.id]);
  const swapped = await provider.change(path, { op: "remove", path: `members[value eq "${ann.id}"]` }, { op: "add", path: "members", value: [{ value: ben.id, display: ben.userName }] });
  assert.deepEqual(members(swapped), [ben.id]);
  const put = await provider.put(path, { schemas: [GROUP], id: group.id, displayName, members: [{ value: ann.id }, { value: ben.id }] });
  assert.deepEqual(members(put.body), ids(ann, ben));
});

test("S57 numbers are numbers, one value is primary, and errors are SCIM's", async () => {
  const sent = user();
  const made = await provider.make("/Users", sent);
  const list = await provider.read("/Users", { startIndex: 1, count: 2 });
  for (const name of ["totalResults", "startIndex", "itemsPerPage"]) assert.ok(Number.isInteger(list[name]), name);
  for (const { emails } of list.Resources) assert.equal(emails.filter(({ primary }) => primary).length, 1);
  refused(await provider.post("/Users", sent), 409, "uniqueness");
  refused(await provider.get("/Users", {}, { token: "wrong" }), 401);
  const missing = await provider.get(`/Users/${made.id}x`);
  refused(missing, 404);
  assert.deepEqual(missing.body.schemas, [ERROR]);
  assert.equal((await provider.read("/Users", { startIndex: 1000, count: 100 })).itemsPerPage, 0);
});
