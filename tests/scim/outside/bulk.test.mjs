// Many at once: RFC 7644, section 3.7.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BULK, BULK_RESPONSE, ENTERPRISE, ERROR, GROUP, PATCH, Provider, USER, fresh, ids, members, refused, user } from "./kit.mjs";

let provider;
before(async () => (provider = await Provider.start()));
after(() => provider?.stop());

const post = (bulkId, data, path = "/Users") => ({ method: "POST", path, bulkId, data });
const group = (bulkId, ...values) => post(bulkId, { schemas: [GROUP], displayName: fresh("group"), members: values.map((value) => ({ value })) }, "/Groups");
const patch = (path, ...Operations) => ({ method: "PATCH", path, data: { schemas: [PATCH], Operations } });
const idOf = ({ location }) => location.split("/").at(-1);

async function bulk(operations, more) {
  const answer = await provider.bulk(operations, more);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body.schemas, [BULK_RESPONSE]);
  return answer.body.Operations;
}
const statuses = (done) => done.map(({ status }) => status).join(" ");

test("S39 each operation is answered with its method, bulkId, place, version and a status in words", async () => {
  const [ann, ben] = [await provider.user(), await provider.user()];
  const done = await bulk([
    post("new", user()),
    { method: "PUT", path: `/Users/${ann.id}`, data: { ...user(), title: "T" } },
    patch(`/Users/${ann.id}`, { op: "add", path: "nickName", value: "N" }),
    { method: "DELETE", path: `/Users/${ben.id}` },
  ]);

  assert.deepEqual(done.map(({ method }) => method), ["POST", "PUT", "PATCH", "DELETE"]);
  assert.equal(statuses(done), "201 200 200 204");
  assert.equal(done[0].bulkId, "new");
  const made = await provider.read(`/Users/${idOf(done[0])}`);
  assert.deepEqual([done[0].location, done[0].version], [made.meta.location, made.meta.version]);
  const changed = await provider.read(`/Users/${ann.id}`);
  assert.deepEqual([done[1].location, done[2].location], [ann.meta.location, ann.meta.location]);
  assert.equal(done[2].version, changed.meta.version);
  assert.deepEqual([changed.title, changed.nickName], ["T", "N"]);
  assert.equal(done[3].location, ben.meta.location);
  assert.equal((await provider.get(`/Users/${ben.id}`)).status, 404);
});

test("S39 references by bulkId: in members, a manager, a PATCH and a path, before and behind", async () => {
  const hold = await provider.group();
  const done = await bulk([
    group("g", "bulkId:ann"),
    post("ann", user({ [ENTERPRISE]: { manager: { value: "bulkId:boss" } } })),
    post("boss", user()),
    patch(`/Groups/${hold.id}`, { op: "add", path: "members", value: [{ value: "bulkId:ann" }, { value: "bulkId:boss" }] }),
    patch(`/Groups/${hold.id}`, { op: "remove", path: 'members[value eq "bulkId:boss"]' }),
    patch("/Users/bulkId:boss", { op: "add", path: "title", value: "Boss" }),
  ]);

  assert.equal(statuses(done), "201 201 201 204 204 200");
  const [g, ann, boss] = done.map(idOf);
  assert.deepEqual(members(await provider.read(`/Groups/${g}`)), [ann]);
  assert.deepEqual(members(await provider.read(`/Groups/${hold.id}`)), [ann]);
  assert.equal((await provider.read(`/Users/${ann}`))[ENTERPRISE].manager.value, boss);
  assert.equal((await provider.read(`/Users/${boss}`)).title, "Boss");
  assert.equal(done[5].location, done[2].location);
});

test("S39 groups that name each other by bulkId are resolved", async () => {
  const one = post("a", { schemas: [GROUP], displayName: fresh(), members: [{ type: "Group", value: "bulkId:b" }] }, "/Groups");
  const two = post("b", { schemas: [GROUP], displayName: fresh(), members: [{ type: "Group", value: "bulkId:a" }] }, "/Groups");
  const done = await bulk([one, two]);
  assert.equal(statuses(done), "201 201");
  const [a, b] = done.map(idOf);
  assert.deepEqual(members(await provider.read(`/Groups/${a}`)), [b]);
  assert.deepEqual(members(await provider.read(`/Groups/${b}`)), [a]);
});

test("S39 the version of an operation is its If-Match", async () => {
  const ann = await provider.user();
  const title = (value) => patch(`/Users/${ann.id}`, { op: "add", path: "title", value });
  const done = await bulk([
    { ...title("A"), version: ann.meta.version },
    { ...title("B"), version: ann.meta.version },
    { method: "DELETE", path: `/Users/${ann.id}`, version: ann.meta.version },
  ]);
  assert.equal(statuses(done), "200 412 412");
  assert.equal((await provider.read(`/Users/${ann.id}`)).title, "A");
});

test("S39 one that fails is answered with its error and undone alone; failOnErrors ends it", async () => {
  const kept = [user(), user()];
  const wrong = { schemas: [USER] };
  const done = await bulk([post("x", wrong), post("y", kept[0]), post("z", kept[1])]);
  assert.equal(statuses(done), "400 201 201");
  assert.deepEqual(done[0].response.schemas, [ERROR]);
  assert.deepEqual([done[0].response.status, done[0].response.scimType], ["400", "invalidValue"]);
  assert.ok(!("location" in done[0]));

  const never = user();
  const stopped = await bulk([post("v", user()), post("x", wrong), post("y", never)], { failOnErrors: 1 });
  assert.equal(statuses(stopped), "201 400");
  assert.deepEqual(await provider.selects(`userName eq "${never.userName}"`), []);
  const later = await bulk([post("x", wrong), post("y", user()), post("w", wrong), post("z", user())], { failOnErrors: 2 });
  assert.equal(statuses(later), "400 201 400");
});

test("S39 whoever did not come is in no group", async () => {
  const done = await bulk([group("g", "bulkId:x", "bulkId:y"), post("x", { schemas: [USER] }), post("y", user())]);
  assert.equal(statuses(done), "201 400 201");
  assert.deepEqual(members(await provider.read(`/Groups/${idOf(done[0])}`)), [idOf(done[2])]);
});

test("S39 what cannot be carried out is told for the operation, or for the whole", async () => {
  const wrong = [
    [{ method: "POST", path: "/Users", data: user() }, "400"],
    [{ method: "POST", path: "/Nothing", bulkId: "n", data: {} }, "404"],
    [{ method: "GET", path: "/Users/x", data: {} }, "400"],
    [{ method: "PATCH", path: "/Users/nobody", data: { schemas: [PATCH], Operations: [{ op: "add", path: "title", value: "x" }] } }, "404"],
    [{ method: "PUT", path: "/Users/bulkId:nobody", data: user() }, "400"],
    [post("m", user({ [ENTERPRISE]: { manager: { value: "bulkId:nobody" } } })), "400"],
    [{ method: "PUT", path: "/Users/x" }, "400"],
    [{ path: "/Users" }, "400"],
  ];
  const done = await bulk(wrong.map(([operation]) => operation));
  assert.deepEqual(done.map(({ status }) => status), wrong.map(([, status]) => status));
  refused(await provider.bulk([post("a", user()), post("a", user())]), 400, "invalidValue");
  refused(await provider.post("/Bulk", { Operations: [] }), 400, "invalidSyntax");
  refused(await provider.post("/Bulk", { schemas: [BULK] }), 400, "invalidSyntax");
  refused(await provider.bulk(["x"]), 400, "invalidSyntax");
  for (const failOnErrors of ["1", 1.5])
    refused(await provider.bulk([], { failOnErrors }), 400, "invalidValue");
});

test("S39 too many operations and too many bytes are 413", async () => {
  const { bulk: most } = await provider.read("/ServiceProviderConfig");
  refused(await provider.bulk(Array(most.maxOperations + 1).fill({ method: "DELETE", path: "/Users/x" })), 413);
  const over = await provider.bulk([], { padding: " ".repeat(most.maxPayloadSize) });
  assert.equal(over.status, 413);
});
