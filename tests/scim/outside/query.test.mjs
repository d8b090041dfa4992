// To find and to list: RFC 7644, sections 3.4.2 and 3.4.3.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENTERPRISE, LIST, Provider, SEARCH, USER, fresh, ids, refused } from "./kit.mjs";

let provider;
let ann;
let ben;
let cai;
before(async () => {
  provider = await Provider.start();
  ann = await provider.user({
    userName: "Ann@kith.test",
    externalId: "Ext-A",
    displayName: "bbb",
    nickName: "Zed",
    title: 'Nurse "A" \\ é',
    active: true,
    name: { familyName: "Adam" },
    emails: [
      { type: "work", value: "Ann@kith.test", primary: true },
      { type: "home", value: "ann@home.test" },
    ],
    [ENTERPRISE]: { department: "D7", employeeNumber: "7" },
  });
  ben = await provider.user({ userName: "ben@kith.test", displayName: "AAA", active: false, name: { familyName: "Zoe" } });
  cai = await provider.user({ userName: "cai@kith.test", displayName: "ccc", active: true, [ENTERPRISE]: { manager: { value: ann.id } } });
});
after(() => provider?.stop());

// What a filter selects of the three, as their first letters.
async function selected(filter) {
  const found = await provider.selects(filter);
  return [["a", ann], ["b", ben], ["c", cai]].filter(([, { id }]) => found.includes(id)).map(([letter]) => letter).join("");
}
const expect = async (cases) => {
  for (const [filter, who] of cases) assert.equal(await selected(filter), who, filter);
};

test("S30 operators", () =>
  expect([
    ['userName eq "ann@kith.test"', "a"],
    ['userName ne "ann@kith.test"', "bc"],
    ['userName co "N@KITH"', "ab"],
    ['userName sw "be"', "b"],
    ['userName ew "i@kith.test"', "c"],
    ['userName gt "ben@kith.test"', "c"],
    ['userName ge "ben@kith.test"', "bc"],
    ['userName lt "ben@kith.test"', "a"],
    ['userName le "ben@kith.test"', "ab"],
    ["title pr", "a"],
    ['meta.created gt "2011-05-13T04:42:34Z"', "abc"],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', ""],
    [`meta.lastModified ge "${ann.meta.lastModified}"`, "abc"],
    [`meta.lastModified gt "${ann.meta.lastModified.replace("Z", "+00:00")}"`, "bc"],
    ['meta.resourceType eq "User"', "abc"],
    ["active eq true", "ac"],
    ["active ne true", "b"],
    ["nickName eq null", "bc"],
    ["nickName ne null", "a"],
  ]));

test("S30 not binds before and, and before or; brackets before all", () =>
  expect([
    ['userName sw "b" or userName sw "a" and active eq true', "ab"],
    ['(userName sw "b" or userName sw "a") and active eq true', "a"],
    ["not (active eq false)", "ac"],
    ["not (title pr) and active eq true", "c"],
    ["title pr and not (active eq true)", ""],
    ['userName eq "x" or userName eq "x" and active eq true or title pr', "a"],
    ["not (not (title pr))", "a"],
  ]));

test("S30 values, their parts, URNs, literals with escapes, names and operators in any case", () =>
  expect([
    ['emails[type eq "work" and value co "@kith"]', "a"],
    ['emails[type eq "work" and value co "@home"]', ""],
    ['emails.value eq "ann@home.test"', "a"],
    ['emails eq "ann@home.test"', "a"],
    ['emails co "home"', "a"],
    ["emails[primary eq true]", "a"],
    [`${ENTERPRISE}:department eq "d7"`, "a"],
    [`${USER}:userName sw "ann"`, "a"],
    [`${USER}:name.familyName eq "zoe"`, "b"],
    [`${ENTERPRISE}:manager.value eq "${ann.id}"`, "c"],
    [`${ENTERPRISE}:manager eq "${ann.id}"`, "c"],
    ['title eq "Nurse \\"A\\" \\\\ \\u00e9"', "a"],
    ['title eq "nurse \\"a\\" \\\\ É"', "a"],
    ['USERNAME EQ "ANN@kith.test" AND Active Eq true', "a"],
    ['(userName eq "ann@kith.test")', "a"],
  ]));

test("S31 caseExact decides, by an index or without one", () =>
  expect([
    ['userName eq "ANN@KITH.TEST"', "a"],
    ['userName eq "ANN@KITH.TEST" and title pr', "a"],
    ['displayName eq "BBB"', "a"],
    ['emails.value eq "ANN@HOME.TEST"', "a"],
    ['externalId eq "Ext-A"', "a"],
    ['externalId eq "EXT-A"', ""],
    ['externalId co "ext"', ""],
    ['externalId sw "Ext"', "a"],
    [`id eq "${ann.id}"`, "a"],
    [`id eq "${ann.id.toUpperCase()}"`, ""],
    [`id eq "${ann.id.toUpperCase()}" or externalId eq "ext-a"`, ""],
  ]));

test("S32 a bad filter is invalidFilter", async () => {
  const bad = [
    'userName xx "a"',
    "userName eq",
    "userName",
    'userName eq "a" and',
    'or userName eq "a"',
    '(userName eq "a"',
    'userName eq "a")',
    'emails[type eq "work"',
    "emails[]",
    "active gt true",
    "active co true",
    'userName eq "unterminated',
    "userName eq unquoted",
    'userName eq "\\x"',
    'not userName eq "a"',
    "()",
    'userName eq "a" userName eq "b"',
    'emails[type[value eq "a"]]',
  ];
  for (const filter of bad) {
    refused(await provider.get("/Users", { filter }), 400, "invalidFilter");
    refused(await provider.post("/Users/.search", { schemas: [SEARCH], filter }), 400, "invalidFilter");
  }
});

test("S32 a filter on what nobody may see is 403 sensitive", async () => {
  for (const filter of ["password pr", 'password eq "a"', 'title pr and not (password sw "S")'])
    refused(await provider.get("/Users", { filter }), 403, "sensitive");
});

test("S33 sorted by what is asked for, ascending unless told, those without a value last", async () => {
  const sorted = async (query) => {
    const { Resources } = await provider.read("/Users", query);
    return Resources.map(({ userName }) => userName[0].toLowerCase()).join("");
  };
  assert.equal(await sorted({ sortBy: "displayName" }), "bac");
  assert.equal(await sorted({ sortBy: "displayName", sortOrder: "ascending" }), "bac");
  assert.equal(await sorted({ sortBy: "displayName", sortOrder: "descending" }), "cab");
  assert.equal(await sorted({ sortBy: "name.familyName" }), "abc");
  assert.equal(await sorted({ sortBy: `${USER}:name.familyName`, sortOrder: "descending" }), "cba");
  assert.equal(await sorted({ sortBy: "emails" }), (await sorted({ sortBy: "title" })));
  assert.match(await sorted({ sortBy: `${ENTERPRISE}:department` }), /^a/);
  assert.equal(await sorted({ sortBy: "meta.created", sortOrder: "descending" }), "cba");
  assert.equal(await sorted({ sortBy: "displayName", filter: "active eq true" }), "ac");
  assert.equal((await provider.get("/Users", { sortBy: "title", sortOrder: "upward" })).status, 400);
});

test("S34 pages by index: from 1, never below, with true numbers", async () => {
  const page = (query) => provider.read("/Users", { sortBy: "userName", ...query });
  const is = (answer, startIndex, who) => {
    assert.deepEqual(answer.schemas, [LIST]);
    assert.equal(answer.totalResults, 3);
    assert.equal(answer.startIndex, startIndex);
    assert.equal(answer.itemsPerPage, who.length);
    assert.equal(answer.Resources.map(({ userName }) => userName[0].toLowerCase()).join(""), who);
  };
  is(await page({}), 1, "abc");
  is(await page({ startIndex: 0, count: 1 }), 1, "a");
  is(await page({ startIndex: -5, count: 2 }), 1, "ab");
  is(await page({ startIndex: 2, count: 1 }), 2, "b");
  is(await page({ startIndex: 3, count: 100 }), 3, "c");
  is(await page({ startIndex: 1_000_001, count: 100 }), 1_000_001, "");
  is(await page({ count: 0 }), 1, "");
  is(await page({ count: -3 }), 1, "");
  for (const query of [{ startIndex: "one" }, { count: "1.5" }, { count: "" }])
    assert.equal((await provider.get("/Users", query)).status, 400);
});

test("S34 the order is the same from page to page, without a sort, too", async () => {
  const all = (await provider.read("/Users")).Resources.map(({ id }) => id);
  const walked = [];
  for (let startIndex = 1; startIndex <= 3; ++startIndex)
    walked.push((await provider.read("/Users", { startIndex, count: 1 })).Resources[0].id);
  assert.deepEqual(walked, all);
});

test("S36 a query by POST is the query", async () => {
  const search = (path, more) => provider.post(path, { schemas: [SEARCH], ...more });
  const filter = 'userName eq "ann@kith.test"';
  const found = await search("/Users/.search", { filter, attributes: ["userName"], startIndex: 1, count: 10 });
  assert.equal(found.status, 200);
  assert.deepEqual(found.body.Resources, [{ schemas: ann.schemas, id: ann.id, userName: ann.userName }]);
  assert.equal(found.body.totalResults, 1);
  const sorted = await search("/Users/.search", { sortBy: "userName", sortOrder: "descending", count: 1, excludedAttributes: ["meta"] });
  assert.equal(sorted.body.Resources[0].id, cai.id);
  assert.ok(!("meta" in sorted.body.Resources[0]));
  assert.equal((await search("/Groups/.search", {})).body.totalResults, 0);
  assert.ok((await search("/Users/.search", { cursor: "", count: 1 })).body.nextCursor);
  refused(await provider.post("/Users/.search", { filter }), 400, "invalidSyntax");
  refused(await search("/Users/.search", { count: "ten" }), 400, "invalidValue");
});

test("S37 the root finds over all types", async () => {
  const group = await provider.group([ann]);
  const found = await provider.read("/", { filter: `id eq "${group.id}" or id eq "${ben.id}"` });
  assert.deepEqual(ids(...found.Resources), ids(group, ben));
  assert.deepEqual(found.Resources.map(({ meta }) => meta.resourceType).sort(), ["Group", "User"]);
  const searched = await provider.post("/.search", { schemas: [SEARCH], filter: `displayName eq "${group.displayName}"` });
  assert.deepEqual(ids(...searched.body.Resources), [group.id]);
  assert.equal((await provider.read("/")).totalResults, 4);
  assert.deepEqual((await provider.read("/", { filter: 'meta.resourceType eq "Group"' })).totalResults, 1);
  await provider.delete(`/Groups/${group.id}`);
});

test("S38 a page is maxResults at most", async () => {
  const { filter, pagination } = await provider.read("/ServiceProviderConfig");
  const groups = Array.from({ length: filter.maxResults + 1 }, (_, i) => ({
    method: "POST",
    path: "/Groups",
    bulkId: `g${i}`,
    data: { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: fresh("many") },
  }));
  assert.equal((await provider.bulk(groups.slice(1))).status, 200);
  assert.equal((await provider.bulk(groups.slice(0, 1))).status, 200);
  const page = await provider.read("/Groups", { count: filter.maxResults + 1 });
  assert.equal(page.totalResults, filter.maxResults + 1);
  assert.equal(page.itemsPerPage, filter.maxResults);
  assert.equal((await provider.read("/Groups")).itemsPerPage, pagination.defaultPageSize);
});
