// Who is let in, and what nobody can do from outside.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ENTERPRISE, PATCH, Provider, SUPPORTER, USER, fresh, refused, tokenOf, user } from "./kit.mjs";

let provider;
before(async () => {
  provider = await Provider.start("entra", [
    { name: "entra", habits: "entra" },
    { name: "reader", habits: "entra", writes: false },
  ]);
});
after(() => provider?.stop());

test("S58 a token that is missing, empty, wrong or of another scheme opens nothing, discovery neither", async () => {
  const wrong = ["Bearer ", "Bearer", "Bearer wrong", `Bearer ${provider.token}x`, `Bearer ${provider.token.slice(0, -1)}`, `Basic ${btoa(`x:${provider.token}`)}`, provider.token];
  for (const Authorization of wrong)
    for (const path of ["/Users", "/ServiceProviderConfig"])
      refused(await provider.get(path, {}, { token: null, headers: { Authorization } }), 401);
  refused(await provider.get("/Users", { access_token: provider.token }, { token: null }), 401);
  assert.equal((await provider.get("/Users", {}, { token: null, headers: { Authorization: `bearer ${provider.token}` } })).status, 200);
});

test("S58 each source has a token of its own, and one that may only read writes nothing", async () => {
  const ann = await provider.user();
  const token = tokenOf("reader");
  assert.equal((await provider.get(`/Users/${ann.id}`, {}, { token })).status, 404);
  refused(await provider.post("/Users", user(), { token }), 403);
  refused(await provider.send("POST", "/Bulk", { token, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], Operations: [] } }), 403);
  assert.equal((await provider.read("/Users", {}, { token })).totalResults >= 1, true);
});

test("S58 without a token in its place, or with one that can be guessed, no host starts", async () => {
  const other = await Provider.start();
  try {
    for (const token of ["", "guess-me"]) {
      await other.kill();
      writeFileSync(join(other.folder, "keys/entra.token"), token);
      await other.restart().catch(() => {}); // It may be heard before it has looked.
      assert.notEqual(await other.ended, 0);
    }
  } finally {
    await other.stop();
  }
});

test("S59 nobody is taken for another by an address, and nothing from outside makes a supporter", async () => {
  const shared = [{ value: "shared@kith.test", primary: true }];
  const ann = await provider.user({ emails: shared, displayName: "Ann" });
  const eve = await provider.user({ emails: shared, displayName: "Eve", roles: [{ value: "coordinator" }], entitlements: [{ value: "it-admin" }], [SUPPORTER]: { supporter: true, consentState: "given" } });
  assert.notEqual(ann.id, eve.id);
  assert.deepEqual(await provider.read(`/Users/${ann.id}`), ann);
  assert.ok(!(SUPPORTER in eve));
  for (const [path, value] of [["supporter", true], ["consentState", "given"]])
    refused(await provider.patch(`/Users/${eve.id}`, [{ op: "add", path: `${SUPPORTER}:${path}`, value }]), 400, "mutability");
});

test("S60 what is too large, too deep or too much is refused, and the next is answered", async () => {
  const ann = await provider.user();
  const path = `/Users/${ann.id}`;
  const filters = ["(".repeat(3000) + "userName pr" + ")".repeat(3000), "not (".repeat(40) + "title pr" + ")".repeat(40), Array(300).fill("title pr").join(" and "), `title eq "${"x".repeat(9000)}"`];
  for (const filter of filters) {
    const answer = await provider.get("/Users", { filter });
    assert.ok([400, 414].includes(answer.status), answer.text);
    const posted = await provider.post("/Users/.search", { schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], filter });
    refused(posted, 400, "invalidFilter");
  }
  for (const raw of ["[".repeat(20_000), '{"a":'.repeat(20_000), `{"schemas": ["${USER}"], "userName": "a", "x": ${"[".repeat(500)}${"]".repeat(500)}}`])
    assert.equal((await provider.send("POST", "/Users", { raw })).status, 400);
  const operation = { op: "add", path: "title", value: "x" };
  refused(await provider.patch(path, Array(1001).fill(operation)), 400, "tooMany");
  refused(await provider.post("/Groups", { displayName: fresh(), members: Array.from({ length: 20_001 }, (_, i) => ({ value: `${i}` })) }), 413);
  assert.equal((await provider.get(path)).status, 200);
});

test("S60 what looks like a query language is a value", async () => {
  const wicked = ["' OR 1=1 --", "*)(objectClass=*", "%", "_", "a%' UNION SELECT 1 --", "../../etc/passwd", "<script>", "{{7*7}}"];
  for (const name of wicked) {
    assert.deepEqual(await provider.selects(`userName eq ${JSON.stringify(name)}`), []);
    assert.deepEqual(await provider.selects(`userName sw ${JSON.stringify(name)} and title pr`), []);
    const made = await provider.user({ displayName: name, title: fresh() });
    assert.equal(made.displayName, name);
    assert.deepEqual(await provider.selects(`displayName eq ${JSON.stringify(name)} and title eq "${made.title}"`), [made.id]);
    refused(await provider.get(`/Users/${encodeURIComponent(name)}`), 404);
  }
});
