// Pages by cursor: RFC 9865.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Provider, fresh, ids, refused, tokenOf } from "./kit.mjs";

let provider;
const all = [];
before(async () => {
  provider = await Provider.start("entra", [
    { name: "entra", habits: "entra" },
    { name: "other", habits: "entra" },
  ]);
  for (let i = 0; i < 5; ++i) all.push(await provider.user({ nickName: "five", title: `t${4 - i}` }));
});
after(() => provider?.stop());

async function walk(query, change = async () => {}) {
  const found = [];
  for (let cursor = ""; cursor !== undefined; ) {
    const page = await provider.read("/Users", { ...query, cursor });
    assert.ok(!("startIndex" in page) && !(cursor === "" && "previousCursor" in page));
    assert.equal(page.itemsPerPage, page.Resources.length);
    found.push(...page.Resources);
    cursor = page.nextCursor;
    await change();
  }
  return found;
}

test("S35 from the empty cursor on, to the page that has no next one, each comes once", async () => {
  for (const query of [{}, { filter: 'nickName eq "five"' }, { filter: 'userName sw "u-"' }])
    for (const count of [1, 2, 5, 100])
      assert.deepEqual(ids(...(await walk({ ...query, count }))), ids(...all), JSON.stringify([query, count]));
  const sorted = await walk({ sortBy: "title", count: 2 });
  assert.deepEqual(sorted.map(({ title }) => title), ["t0", "t1", "t2", "t3", "t4"]);
});

test("S35 who is there all the time is neither lost nor doubled while others come and go", async () => {
  const passing = [];
  const found = await walk({ count: 1 }, async () => {
    if (passing.length > 3) return;
    passing.push(await provider.user());
    if (passing.length === 3) await provider.delete(`/Users/${passing[0].id}`);
  });
  const stayed = found.filter(({ nickName }) => nickName === "five");
  assert.deepEqual(ids(...stayed), ids(...all));
  assert.equal(new Set(ids(...found)).size, found.length);
});

test("S35 a cursor holds for its query and its source, and none can be made up", async () => {
  const query = { filter: 'nickName eq "five"', count: 2 };
  const { nextCursor } = await provider.read("/Users", { ...query, cursor: "" });
  const with_ = (more, options) => provider.get("/Users", { ...query, cursor: nextCursor, ...more }, options);
  assert.equal((await with_({})).status, 200);
  assert.equal((await with_({ count: 1 })).status, 200);
  for (const other of [{ filter: "title pr" }, { filter: "" }, { sortBy: "title" }, { sortOrder: "descending" }]) {
    const answer = await with_(other);
    assert.equal(answer.status, 400, JSON.stringify(other));
    assert.match(answer.body.scimType, /^invalid(Cursor|Filter)$/);
  }
  refused(await provider.get("/Groups", { ...query, filter: "displayName pr", cursor: nextCursor }), 400, "invalidCursor");
  refused(await with_({}, { token: tokenOf("other") }), 400, "invalidCursor");
  const middle = Math.floor(nextCursor.length / 2);
  const forged = nextCursor.slice(0, middle) + (nextCursor[middle] === "A" ? "B" : "A") + nextCursor.slice(middle + 1);
  for (const cursor of ["forged", forged, nextCursor.slice(0, -1), `${nextCursor}A`, "%00"])
    refused(await with_({ cursor }), 400, "invalidCursor");
});

test("S35 a cursor tells nothing, and goes into an address as it is", async () => {
  const { nextCursor } = await provider.read("/Users", { cursor: "", count: 1 });
  assert.match(nextCursor, /^[A-Za-z0-9._~-]+$/);
});

test("S35 a count that is no number is invalidCount", async () => {
  for (const count of ["many", "1.5", ""])
    refused(await provider.get("/Users", { cursor: "", count }), 400, "invalidCount");
  const none = await provider.read("/Users", { cursor: "", count: 0 });
  assert.deepEqual(none.Resources, []);
});
