// A client that nobody here wrote: scimmy reads our schemas, takes what we answer for what they say,
// and does with its own PATCH and its own filters what the server does with ours.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import SCIMMY from "scimmy";
import { ENTERPRISE, GROUP, LIST, PATCH, Provider, SUPPORTER, USER, fresh, ids } from "./kit.mjs";

const { Attribute, Filter, SchemaDefinition } = SCIMMY.Types;
let provider;
let definitions;

// How scimmy spells what a schema says of an attribute. Canonical values are proposals (RFC 7643,
// section 7); scimmy takes them for a closed list, so they are left out.
function attribute(told) {
  const { name, type, multiValued, description, required, caseExact, referenceTypes, uniqueness } = told;
  const returned = { always: "always", never: false, request: "request", default: true }[told.returned];
  const mutable = told.mutability === "readWrite" ? true : told.mutability;
  return new Attribute(
    type,
    name,
    {
      multiValued,
      description,
      required,
      mutable,
      returned,
      uniqueness,
      ...(caseExact === undefined ? {} : { caseExact }),
      ...(referenceTypes === undefined ? {} : { referenceTypes }),
    },
    (told.subAttributes ?? []).map(attribute),
  );
}

before(async () => {
  provider = await Provider.start();
  const { Resources } = await provider.read("/Schemas");
  definitions = new Map(
    Resources.map(({ id, name, description, attributes }) => [
      id,
      new SchemaDefinition(name, id, description, attributes.map(attribute)),
    ]),
  );
  const types = await provider.read("/ResourceTypes");
  for (const { schema, schemaExtensions = [] } of types.Resources)
    for (const extension of schemaExtensions)
      definitions.get(schema).extend(definitions.get(extension.schema), extension.required);
});
after(() => provider.stop());

const sample = async (more = {}) => {
  const name = fresh();
  return provider.user({
    schemas: [USER, ENTERPRISE],
    userName: `${name}@kith.test`,
    externalId: name,
    displayName: `N ${name}`,
    title: "Nurse",
    active: true,
    name: { givenName: "Ann", familyName: "Babić" },
    emails: [
      { type: "work", value: `${name}@kith.test`, primary: true },
      { type: "home", value: `${name}@home.test` },
    ],
    [ENTERPRISE]: { department: "Care", employeeNumber: name },
    ...more,
  });
};

// What scimmy makes of a resource by our own schemas, without what it adds.
function taken(resource) {
  const made = definitions.get(resource.schemas[0]).coerce(structuredClone(resource), "out");
  return JSON.parse(JSON.stringify(made));
}

test("our schemas are schemas to scimmy, and every resource we answer is what they say", async () => {
  assert.deepEqual([...definitions.keys()].sort(), [USER, GROUP, ENTERPRISE, SUPPORTER].sort());
  const ann = await sample();
  const bo = await sample({ [ENTERPRISE]: { manager: { value: ann.id }, department: "Care" } });
  const group = await provider.group([ann, bo]);
  for (const resource of [ann, await provider.read(`/Users/${bo.id}`), await provider.read(`/Groups/${group.id}`)]) {
    const { schemas, id, userName, displayName, externalId, emails, name } = resource;
    const made = taken(resource);
    for (const [key, value] of Object.entries({ id, userName, displayName, externalId, name }))
      if (value !== undefined) assert.deepEqual(made[key], value, key);
    if (emails) assert.deepEqual(made.emails.map(({ value }) => value), emails.map(({ value }) => value));
    assert.deepEqual([...made.schemas].sort(), [...schemas].sort());
  }
});

test("lists and errors are messages to scimmy", async () => {
  await sample();
  const list = await provider.read("/Users", { count: 2 });
  const read = new SCIMMY.Messages.ListResponse(list.Resources, list);
  assert.deepEqual(read.schemas, [LIST]);
  assert.equal(read.totalResults, list.totalResults);
  const { body, status } = await provider.get("/Users", { filter: "userName xx" });
  assert.equal(status, 400);
  // scimmy throws what it reads there.
  assert.throws(() => new SCIMMY.Messages.ErrorResponse(body), { status: "400", scimType: "invalidFilter" });
});

test("a PATCH that scimmy applies by itself gives what the server gives", async () => {
  SCIMMY.Schemas.User.definition.extend(SCIMMY.Schemas.EnterpriseUser.definition);
  const changes = [
    [{ op: "replace", path: "displayName", value: "Other" }],
    [{ op: "add", path: "nickName", value: "An" }, { op: "remove", path: "title" }],
    [{ op: "replace", path: "name.givenName", value: "Bo" }],
    [{ op: "replace", value: { title: "Doctor", nickName: "B" } }],
    [{ op: "add", path: "emails", value: [{ type: "other", value: "new@kith.test" }] }],
    [{ op: "remove", path: 'emails[type eq "home"]' }],
    [{ op: "replace", path: 'emails[type eq "work"].value', value: "work@kith.test" }],
    [{ op: "replace", path: `${ENTERPRISE}:department`, value: "Yard" }],
    [{ op: "replace", path: "active", value: false }],
  ];
  for (const Operations of changes) {
    const before = await sample();
    const message = new SCIMMY.Messages.PatchOp({ schemas: [PATCH], Operations });
    const local = await message.apply(new SCIMMY.Schemas.User(structuredClone(before), "out"), (made) => made);
    const remote = await provider.change(`/Users/${before.id}`, ...Operations);
    const compared = ({ displayName, nickName, title, name, emails, active, [ENTERPRISE]: work }) => {
      const { givenName, familyName } = name;
      const mails = emails.map(({ type, value, primary = false }) => ({ type, value, primary }));
      return { displayName, nickName, title, givenName, familyName, mails, active, department: work.department };
    };
    assert.deepEqual(compared(JSON.parse(JSON.stringify(local))), compared(remote), JSON.stringify(Operations));
  }
});

test("a filter of scimmy's selects whom the server selects", async () => {
  const mark = fresh("m");
  const made = [];
  for (const [title, active] of [["Nurse", true], ["Doctor", true], ["Nurse", false], ["Porter", true]])
    made.push(await sample({ nickName: mark, title, active }));
  const everybody = [];
  for (const { id } of made) everybody.push(await provider.read(`/Users/${id}`));
  const filters = [
    'title eq "Nurse"',
    'title ne "Nurse"',
    'title sw "Do" or title ew "ter"',
    'title co "o" and active eq true',
    'not (title eq "Nurse") and active eq true',
    'emails[type eq "work" and value co "@kith.test"]',
    'emails[type eq "home" and value co "@kith.test"]',
    "name.familyName pr and title pr",
    'name.givenName eq "Ann" and (active eq false or title eq "Porter")',
    `userName eq "${made[1].userName}"`,
  ];
  for (const filter of filters) {
    const theirs = ids(...new Filter(filter).match(everybody));
    const ours = await provider.selects(`nickName eq "${mark}" and (${filter})`);
    assert.deepEqual(ours, theirs, filter);
  }
});

test("what scimmy made is created, read, removed", async () => {
  const name = fresh();
  const made = new SCIMMY.Schemas.User({ userName: `${name}@kith.test`, displayName: name, active: true }, "in");
  const { id } = await provider.make("/Users", JSON.parse(JSON.stringify(made)));
  assert.equal((await provider.read(`/Users/${id}`)).displayName, name);
  assert.equal((await provider.delete(`/Users/${id}`)).status, 204);
  assert.equal((await provider.get(`/Users/${id}`)).status, 404);
});
