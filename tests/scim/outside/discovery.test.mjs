// What the service says of itself: RFC 7644, section 4, RFC 7643, sections 5 to 7, RFC 9865, section 4.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BULK, ENTERPRISE, GROUP, LIST, PATCH, Provider, SUPPORTER, USER, fresh, ids, refused, user } from "./kit.mjs";

let provider;
before(async () => (provider = await Provider.start()));
after(() => provider?.stop());

const list = async (path, query) => {
  const found = await provider.read(path, query);
  assert.deepEqual(found.schemas, [LIST]);
  assert.equal(found.totalResults, found.Resources.length);
  assert.equal(found.itemsPerPage, found.Resources.length);
  assert.equal(found.startIndex, 1);
  return found.Resources;
};

test("S15 resource types and schemas are lists, and each stands at its own address", async () => {
  const types = await list("/ResourceTypes");
  assert.deepEqual(types.map(({ id, endpoint, schema }) => [id, endpoint, schema]), [
    ["User", "/Users", USER],
    ["Group", "/Groups", GROUP],
  ]);
  const schemas = await list("/Schemas");
  assert.deepEqual(schemas.map(({ id }) => id), [USER, ENTERPRISE, SUPPORTER, GROUP]);
  const places = [...types.map((one) => [`/ResourceTypes/${one.id}`, one, "ResourceType"])];
  places.push(...schemas.map((one) => [`/Schemas/${one.id}`, one, "Schema"]));
  for (const [path, one, type] of places) {
    assert.deepEqual(await provider.read(path), one);
    assert.equal(one.meta.resourceType, type);
    assert.equal(one.meta.location, provider.base + path);
    assert.deepEqual(one.schemas, [`urn:ietf:params:scim:schemas:core:2.0:${type}`]);
  }
  for (const path of ["/Schemas/urn:nobody", "/ResourceTypes/Nobody", "/Schemas/a/b", "/ServiceProviderConfig/x"])
    refused(await provider.get(path), 404);
});

test("S15 discovery is not filtered, and passes over sorting and paging", async () => {
  for (const path of ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"]) {
    refused(await provider.get(path, { filter: 'name eq "User"' }), 403);
    assert.deepEqual(
      await provider.read(path, { sortBy: "id", sortOrder: "descending", startIndex: 2, count: 1 }),
      await provider.read(path),
    );
  }
});

test("S16 ServiceProviderConfig says what is so", async () => {
  const config = await provider.read("/ServiceProviderConfig");

  assert.deepEqual(config.schemas, ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]);
  assert.equal(config.meta.location, `${provider.base}/ServiceProviderConfig`);
  for (const name of ["patch", "bulk", "filter", "sort", "etag"])
    assert.equal(config[name].supported, true, name);
  assert.equal(config.changePassword.supported, false);
  assert.deepEqual(config.authenticationSchemes.map(({ type }) => type), ["oauthbearertoken"]);
  for (const { name, description } of config.authenticationSchemes) assert.ok(name && description);
  const { pagination, bulk, filter } = config;
  assert.deepEqual([pagination.cursor, pagination.index], [true, true]);
  assert.equal(pagination.defaultPaginationMethod, "index");
  for (const number of [pagination.defaultPageSize, pagination.maxPageSize, pagination.cursorTimeout, bulk.maxOperations, bulk.maxPayloadSize, filter.maxResults])
    assert.ok(Number.isInteger(number) && number > 0);
});

test("S16 the limits that it tells are those that hold", async () => {
  const { bulk } = await provider.read("/ServiceProviderConfig");
  const one = { method: "DELETE", path: "/Users/nobody" };
  refused(await provider.bulk(Array(bulk.maxOperations + 1).fill(one)), 413);
  const most = await provider.bulk(Array(bulk.maxOperations).fill(one));
  assert.equal(most.body.Operations.length, bulk.maxOperations);
  const shell = JSON.stringify({ schemas: [BULK], Operations: [], x: "" }).length;
  const sized = (bytes) => ({ schemas: [BULK], Operations: [], x: " ".repeat(bytes - shell) });
  assert.equal((await provider.post("/Bulk", sized(bulk.maxPayloadSize))).status, 200);
});

test("S17 messages are no schemas, and unknown addresses and methods are told apart", async () => {
  for (const { id } of await list("/Schemas")) assert.ok(!id.includes(":api:"));
  refused(await provider.get(`/Schemas/${PATCH}`), 404);
  for (const path of ["/Nothing", "/users", "/Users/a/b", "/Users/nobody", "/Bulk/x"])
    refused(await provider.get(path), 404);
  const wrong = [
    ["PUT", "/Users", "GET, POST"],
    ["DELETE", "/Groups", "GET, POST"],
    ["POST", "/Users/x", "GET, PUT, PATCH, DELETE"],
    ["POST", "/Schemas", "GET"],
    ["PATCH", "/ServiceProviderConfig", "GET"],
    ["GET", "/Bulk", "POST"],
    ["GET", "/Users/.search", "POST"],
    ["GET", "/.search", "POST"],
    ["POST", "/", "GET"],
  ];
  for (const [method, path, allowed] of wrong) {
    const answer = await provider.send(method, path);
    refused(answer, 405);
    assert.equal(answer.headers.allow, allowed);
  }
});

test("every attribute that a schema tells has all its characteristics, and no null", async () => {
  const fits = ({ name, subAttributes, ...attribute }) => {
    assert.match(name, /^\$?[a-z][A-Za-z0-9]*$/);
    for (const yes of ["multiValued", "required"]) assert.equal(typeof attribute[yes], "boolean", name);
    if (["string", "reference", "binary"].includes(attribute.type)) assert.equal(typeof attribute.caseExact, "boolean", name);
    assert.match(attribute.type, /^(string|boolean|decimal|integer|dateTime|binary|reference|complex)$/);
    assert.match(attribute.mutability, /^(readOnly|readWrite|immutable|writeOnly)$/);
    assert.match(attribute.returned, /^(always|never|default|request)$/);
    assert.match(attribute.uniqueness, /^(none|server|global)$/);
    assert.ok(attribute.description);
    assert.equal(attribute.type === "complex", Array.isArray(subAttributes), name);
    for (const sub of subAttributes ?? []) {
      assert.notEqual(sub.type, "complex");
      fits(sub);
    }
  };
  const answer = await provider.get("/Schemas");
  assert.ok(!answer.text.includes("null"));
  for (const { attributes } of answer.body.Resources) attributes.forEach(fits);
  const at = (schema, name) => answer.body.Resources.find(({ id }) => id === schema).attributes.find((one) => one.name === name);
  assert.deepEqual([at(USER, "userName").required, at(USER, "userName").caseExact, at(USER, "userName").uniqueness], [true, false, "server"]);
  assert.deepEqual([at(USER, "password").mutability, at(USER, "password").returned], ["writeOnly", "never"]);
  assert.equal(at(USER, "groups").mutability, "readOnly");
  assert.equal(at(ENTERPRISE, "manager").subAttributes.find(({ name }) => name === "displayName").mutability, "readOnly");
});
