// A large group: one member costs what one member costs. KITH_GROUP: how many are in it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GROUP, Provider, fresh, median, user } from "./kit.mjs";

const large = Number(process.env.KITH_GROUP ?? 5000);
const small = 100;

let provider;
const groups = {};
before(async () => {
  provider = await Provider.start();
  const everybody = [];
  for (let made = 0; made < large; made += 1000) {
    const many = Array.from({ length: Math.min(1000, large - made) }, (_, i) => ({
      method: "POST",
      path: "/Users",
      bulkId: `u${i}`,
      data: user(),
    }));
    const { body } = await provider.bulk(many);
    for (const { location } of body.Operations) everybody.push(location.split("/").at(-1));
  }
  for (const size of [small, large]) {
    const group = await provider.group();
    for (let i = 0; i < size; i += 5000) {
      const value = everybody.slice(i, Math.min(i + 5000, size)).map((id) => ({ value: id }));
      const joined = await provider.patch(`/Groups/${group.id}`, [{ op: "add", path: "members", value }]);
      assert.equal(joined.status, 204, joined.text);
    }
    groups[size] = { path: `/Groups/${group.id}`, one: everybody[small / 2] };
  }
});
after(() => provider?.stop());

async function timed(call) {
  const begin = performance.now();
  const answer = await call();
  return { ms: performance.now() - begin, answer };
}

// How long it takes is printed and not held: tests/bench/scim measures. By turns, so that what else
// the machine does meets both alike.
async function compared(call) {
  const times = { [small]: [], [large]: [] };
  for (let i = 0; i < 20; ++i)
    for (const size of [small, large]) {
      const { ms, answer } = await timed(() => call(groups[size]));
      times[size].push(ms);
      assert.ok(answer.text.length < 1000, "the answer grows with the group");
    }
  const [few, many] = [median(times[small]), median(times[large])];
  console.log(`median of 20: ${few.toFixed(1)} ms with ${small} members, ${many.toFixed(1)} ms with ${large}`);
}

test("S60 one member goes out of a large group and in again without the others", () =>
  compared(async ({ path, one }) => {
    const removed = await provider.patch(path, [{ op: "remove", path: `members[value eq "${one}"]` }]);
    assert.equal(removed.status, 204, removed.text);
    const added = await provider.patch(path, [{ op: "add", path: "members", value: [{ value: one }] }]);
    assert.equal(added.status, 204, added.text);
    return added;
  }));

test("S51 a large group is told without its members, alone and in a list", async () => {
  const query = { excludedAttributes: "members" };
  await compared(({ path }) => provider.get(path, query));
  await compared(({ path }) => provider.get("/Groups", { ...query, filter: `id eq "${path.split("/").at(-1)}"` }));
});

test("all of them are still there", async () => {
  const { members } = await provider.read(groups[large].path);
  assert.equal(members.length, large);
});
