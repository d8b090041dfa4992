// To create, read, replace and delete: RFC 7644, sections 3.3 to 3.6, 3.9 and 3.11.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENTERPRISE, GROUP, Provider, USER, fresh, members, refused, user } from "./kit.mjs";

let provider;
before(async () => (provider = await Provider.start()));
after(() => provider?.stop());

test("S18 POST answers 201 with the resource, its place and its version", async () => {
  for (const [path, body] of [["/Users", user({ title: "Nurse" })], ["/Groups", { schemas: [GROUP], displayName: fresh() }]]) {
    const made = await provider.post(path, body);
    assert.equal(made.status, 201, made.text);
    assert.equal(made.headers["content-type"], "application/scim+json");
    assert.equal(made.headers.location, `${provider.base}${path}/${made.body.id}`);
    assert.equal(made.headers.location, made.body.meta.location);
    assert.equal(made.headers.etag, made.body.meta.version);
    assert.deepEqual(await provider.read(`${path}/${made.body.id}`), made.body);
  }
});

test("S18 a duplicate is 409 uniqueness, and what is missing 400 invalidValue", async () => {
  const first = await provider.user();
  const group = await provider.group();
  refused(await provider.post("/Users", user({ userName: first.userName })), 409, "uniqueness");
  refused(await provider.post("/Users", user({ userName: first.userName.toUpperCase() })), 409, "uniqueness");
  refused(await provider.post("/Groups", { schemas: [GROUP], displayName: group.displayName }), 409, "uniqueness");
  const other = await provider.user();
  const rename = { op: "replace", path: "userName", value: first.userName };
  refused(await provider.patch(`/Users/${other.id}`, [rename]), 409, "uniqueness");
  refused(await provider.put(`/Users/${other.id}`, user({ userName: first.userName })), 409, "uniqueness");
  refused(await provider.post("/Users", { schemas: [USER] }), 400, "invalidValue");
  refused(await provider.post("/Groups", { schemas: [GROUP], displayName: "" }), 400, "invalidValue");
  assert.deepEqual(await provider.selects(`userName eq "${first.userName}"`), [first.id]);
});

test("S19 GET: 200, or 404 for who is not there or of another type", async () => {
  const ann = await provider.user();
  const group = await provider.group();
  assert.equal((await provider.get(`/Users/${ann.id}`)).status, 200);
  refused(await provider.get(`/Groups/${ann.id}`), 404);
  refused(await provider.get(`/Users/${group.id}`), 404);
  refused(await provider.get("/Users/nobody"), 404);
});

test("S19 attributes and excludedAttributes hold for every answer that shows a resource", async () => {
  const body = user({ displayName: "X", name: { givenName: "A", familyName: "B" }, emails: [{ value: "a@kith.test", type: "work" }], [ENTERPRISE]: { department: "D", costCenter: "1" } });
  const wanted = { query: { attributes: `name.familyName,${ENTERPRISE}:department,emails.type` } };
  const made = await provider.post("/Users", body, wanted);
  const path = `/Users/${made.body.id}`;
  const answers = [
    made,
    await provider.get(path, wanted.query),
    await provider.put(path, { ...body, title: "T" }, wanted),
    await provider.patch(path, [{ op: "replace", path: "title", value: "S" }], wanted),
    { body: (await provider.read("/Users", { ...wanted.query, filter: `id eq "${made.body.id}"` })).Resources[0] },
  ];
  for (const { body: shown } of answers)
    assert.deepEqual(shown, {
      schemas: [USER, ENTERPRISE],
      id: made.body.id,
      name: { familyName: "B" },
      emails: [{ type: "work" }],
      [ENTERPRISE]: { department: "D" },
    });

  const less = await provider.read(path, { excludedAttributes: `id,schemas,emails,name.givenName,${ENTERPRISE}:costCenter,meta` });
  assert.deepEqual(Object.keys(less).sort(), [ENTERPRISE, "displayName", "id", "name", "schemas", "title", "userName"].sort());
  assert.deepEqual([less.name, less[ENTERPRISE]], [{ familyName: "B" }, { department: "D" }]);
  assert.deepEqual(Object.keys(await provider.read(path, { attributes: `${USER}:userName` })).sort(), ["id", "schemas", "userName"]);
  assert.deepEqual(Object.keys(await provider.read(path, { attributes: "nobody" })).sort(), ["id", "schemas"]);
});

test("S20 PUT replaces: what is left out is cleared, what is ours stays", async () => {
  const made = await provider.user({ title: "T", nickName: "N", active: false, [ENTERPRISE]: { department: "D" } });
  const path = `/Users/${made.id}`;
  const replaced = await provider.put(path, {
    schemas: [USER],
    id: "evil",
    userName: made.userName,
    nickName: "M",
    groups: [{ value: "x" }],
    meta: { created: "2000-01-01T00:00:00Z" },
  });

  assert.equal(replaced.status, 200);
  const { meta, ...rest } = replaced.body;
  assert.deepEqual(rest, { schemas: [USER], id: made.id, userName: made.userName, nickName: "M" });
  assert.equal(meta.created, made.meta.created);
  assert.notEqual(meta.version, made.meta.version);
  assert.deepEqual(await provider.read(path), replaced.body);
  refused(await provider.put("/Users/nobody", user()), 404);
  refused(await provider.put(path, { schemas: [USER], nickName: "L" }), 400, "invalidValue");
});

test("S20 PUT of a group replaces its members, and the same again changes nothing", async () => {
  const [ann, ben, cai] = [await provider.user(), await provider.user(), await provider.user()];
  const group = await provider.group([ann, ben]);
  const path = `/Groups/${group.id}`;
  const body = { schemas: [GROUP], displayName: group.displayName, members: [{ value: ben.id }, { value: cai.id }] };
  const replaced = await provider.put(path, body);
  assert.deepEqual(members(replaced.body), [ben.id, cai.id].sort());

  const again = await provider.put(path, body);
  assert.deepEqual(again.body, replaced.body);
  const emptied = await provider.put(path, { schemas: [GROUP], displayName: group.displayName });
  assert.ok(!("members" in emptied.body));
});

test("S21 DELETE is 204, and then nobody is there for anything", async () => {
  for (const [endpoint, made] of [["/Users", await provider.user()], ["/Groups", await provider.group()]]) {
    const path = `${endpoint}/${made.id}`;
    const gone = await provider.delete(path);
    assert.equal(gone.status, 204);
    assert.equal(gone.text, "");
    refused(await provider.get(path), 404);
    refused(await provider.delete(path), 404);
    refused(await provider.put(path, made), 404);
    refused(await provider.patch(path, [{ op: "replace", path: "displayName", value: "x" }]), 404);
    assert.deepEqual(await provider.selects(`id eq "${made.id}"`, endpoint), []);
  }
  refused(await provider.delete("/Users/nobody"), 404);
  refused(await provider.delete("/Groups/nobody"), 404);
});

test("S22 a token is nobody in person: /Me is 501", async () => {
  refused(await provider.get("/Me"), 501);
  refused(await provider.patch("/Me", [{ op: "replace", path: "title", value: "x" }]), 405);
});
