// What stands in the headers: RFC 7644, sections 2, 3.8, 3.12 to 3.14.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ERROR, GROUP, Provider, fresh, refused, user } from "./kit.mjs";

let provider;
before(async () => (provider = await Provider.start()));
after(() => provider?.stop());

const title = [{ op: "add", path: "title", value: "T" }];
const matching = (tag) => ({ headers: { "If-Match": tag } });

test("S40 application/scim+json goes out; application/json and a charset come in", async () => {
  for (const type of ["application/scim+json", "application/json", "application/scim+json; charset=utf-8", "Application/JSON;charset=UTF-8", null]) {
    const made = await provider.post("/Users", user(), { headers: { "Content-Type": type } });
    assert.equal(made.status, 201, type);
    assert.equal(made.headers["content-type"], "application/scim+json");
  }
  for (const type of ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
    refused(await provider.post("/Users", user(), { headers: { "Content-Type": type } }), 415);
  for (const Accept of [null, "*/*", "application/json", "text/html"]) {
    const found = await provider.get("/Users", {}, { headers: { Accept } });
    assert.equal(found.status, 200);
    assert.equal(found.headers["content-type"], "application/scim+json");
  }
});

test("S40 what is no UTF-8 or no JSON object is invalidSyntax", async () => {
  const raws = ['{"schemas":', "[]", '"text"', "7", "null", "", "{} {}", "not json", Buffer.from('{"userName": "\xff"}', "latin1")];
  for (const raw of raws) {
    const answer = await provider.send("POST", "/Users", { raw });
    assert.equal(answer.status, 400, String(raw));
    assert.match(answer.body.scimType, /^invalid(Syntax|Value)$/);
  }
  const made = await provider.user({ displayName: "Žofie 漢字 😀" });
  assert.equal((await provider.read(`/Users/${made.id}`)).displayName, "Žofie 漢字 😀");
});

test("S41 the ETag is meta.version, a quoted tag, and If-None-Match with it is 304 without a body", async () => {
  const ann = await provider.user();
  const path = `/Users/${ann.id}`;
  const { headers } = await provider.get(path);
  assert.match(headers.etag, /^(W\/)?"[^"]+"$/); // RFC 9110, section 8.8.3.
  assert.equal(headers.etag, ann.meta.version);
  const asked = (tag) => provider.get(path, {}, { headers: { "If-None-Match": tag } });
  for (const tag of [headers.etag, "*", `"other", ${headers.etag}`, headers.etag.replace("W/", "")]) {
    const same = await asked(tag);
    assert.equal(same.status, 304, tag);
    assert.equal(same.text, "");
    assert.equal(same.headers.etag, headers.etag);
  }
  for (const tag of ['W/"stale"', '"other", "another"']) assert.equal((await asked(tag)).status, 200);
  await provider.change(path, ...title);
  assert.equal((await asked(headers.etag)).status, 200);
});

test("S41 If-Match guards PUT, PATCH and DELETE", async () => {
  for (const tags of [() => 'W/"stale"', () => '"a", "b"']) {
    const ann = await provider.user();
    const path = `/Users/${ann.id}`;
    refused(await provider.patch(path, title, matching(tags(ann))), 412);
    refused(await provider.put(path, user(), matching(tags(ann))), 412);
    refused(await provider.delete(path, matching(tags(ann))), 412);
    assert.deepEqual(await provider.read(path), ann);
  }
  for (const tags of [({ version }) => version, ({ version }) => `"x", ${version}`, () => "*"]) {
    const ann = await provider.user();
    const path = `/Users/${ann.id}`;
    const patched = await provider.patch(path, title, matching(tags(ann.meta)));
    assert.equal(patched.status, 200, patched.text);
    const replaced = await provider.put(path, user(), matching(tags(patched.body.meta)));
    assert.equal(replaced.status, 200, replaced.text);
    assert.equal((await provider.delete(path, matching(tags(replaced.body.meta)))).status, 204);
  }
  const group = await provider.group();
  const path = `/Groups/${group.id}`;
  assert.equal((await provider.patch(path, [{ op: "replace", path: "displayName", value: fresh() }], matching(group.meta.version))).status, 204);
  refused(await provider.delete(path, matching(group.meta.version)), 412);
});

test("S41 a version that was there once does not come back", async () => {
  const ann = await provider.user();
  const path = `/Users/${ann.id}`;
  await provider.change(path, ...title);
  const back = await provider.change(path, { op: "remove", path: "title" });
  assert.notEqual(back.meta.version, ann.meta.version);
  refused(await provider.patch(path, title, matching(ann.meta.version)), 412);
});

test("S42 errors are SCIM's, with the status as a text, and tell nothing of the inside", async () => {
  const ann = await provider.user({ displayName: "Canary Name" });
  const answers = [
    [await provider.post("/Users", {}), 400, "invalidValue"],
    [await provider.get("/Users", { filter: "(" }), 400, "invalidFilter"],
    [await provider.patch(`/Users/${ann.id}`, [{ op: "replace", path: "canary", value: 1 }]), 400, "invalidPath"],
    [await provider.patch(`/Users/${ann.id}`, [{ op: "remove" }]), 400, "noTarget"],
    [await provider.patch(`/Users/${ann.id}`, [{ op: "replace", path: "id", value: "x" }]), 400, "mutability"],
    [await provider.get("/Users", { filter: "password pr" }), 403, "sensitive"],
    [await provider.get("/Users", {}, { token: null }), 401, undefined],
    [await provider.get("/Users/canary"), 404, undefined],
    [await provider.put("/Users", {}), 405, undefined],
    [await provider.post("/Users", user({ userName: ann.userName })), 409, "uniqueness"],
    [await provider.delete(`/Users/${ann.id}`, matching('"canary"')), 412, undefined],
    [await provider.get("/Me"), 501, undefined],
  ];
  for (const [answer, status, type] of answers) {
    refused(answer, status, type);
    assert.deepEqual(Object.keys(answer.body).filter((name) => !["schemas", "status", "scimType", "detail"].includes(name)), []);
    assert.ok(!/canary|\.cpp|sqlite|exception|poco/i.test(answer.text), answer.text);
    assert.ok(!answer.text.includes(ann.userName));
  }
});

test("S43 without a token every address is 401 and says how to come in", async () => {
  const ann = await provider.user();
  for (const [method, path] of [["GET", "/Users"], ["POST", "/Users"], ["GET", `/Users/${ann.id}`], ["DELETE", `/Users/${ann.id}`], ["POST", "/Bulk"], ["GET", "/"], ["GET", "/Nothing"]]) {
    const answer = await provider.send(method, path, { token: null });
    refused(answer, 401);
    assert.match(answer.headers["www-authenticate"], /^Bearer\b/);
  }
  assert.ok(provider.base.endsWith("/v2"));
  assert.equal((await provider.get(`/Users/${ann.id}`)).status, 200);
});

test("S43 nothing of it is kept on the way", async () => {
  const found = await provider.get("/Users");
  assert.match(found.headers["cache-control"], /no-store/);
  assert.ok(!("set-cookie" in found.headers));
});

test("S44 the address has no underscore, and a parameter that nobody knows is passed over", async () => {
  assert.ok(!provider.base.includes("_"));
  const query = { aadOptscim062020: "" };
  const made = await provider.post("/Users", user(), { query });
  assert.equal(made.status, 201);
  assert.equal(made.headers.location, `${provider.base}/Users/${made.body.id}`);
  assert.equal((await provider.get(`/Users/${made.body.id}`, query)).status, 200);
  assert.equal((await provider.patch(`/Users/${made.body.id}`, title, { query })).status, 200);
  assert.equal((await provider.send("GET", "/Users?aadOptscim062020")).status, 200);
  assert.equal((await provider.delete(`/Users/${made.body.id}`, { query })).status, 204);
});
