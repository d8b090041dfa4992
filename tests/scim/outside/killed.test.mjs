// The host is killed at any moment, as a power cut does it: what was answered is there, and nothing
// is there by halves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENTERPRISE, Provider, fresh, pause, user } from "./kit.mjs";

const size = 1000;

let provider;
before(async () => (provider = await Provider.start()));
after(() => provider?.stop());

const many = (word) =>
  Array.from({ length: size }, (_, i) => ({
    method: "POST",
    path: "/Users",
    bulkId: `u${i}`,
    data: user({ nickName: word, title: `t${i}`, emails: [{ value: `${word}-${i}@kith.test`, type: "work" }], [ENTERPRISE]: { manager: { value: "bulkId:u0" } } }),
  }));

// Those of one bulk, each as it was sent.
async function complete(word) {
  const { totalResults, Resources } = await provider.read("/Users", { filter: `nickName eq "${word}"`, count: size });
  assert.equal(totalResults, Resources.length);
  if (totalResults === 0) return 0;
  const first = Resources.find(({ title }) => title === "t0");
  for (const one of Resources) {
    assert.equal(one[ENTERPRISE].manager.value, first.id);
    assert.equal(one.emails[0].value, `${word}-${one.title.slice(1)}@kith.test`);
    assert.equal(one.meta.version, Resources[0].meta.version);
  }
  return totalResults;
}

test("killed in the middle of a bulk of 1,000: all of it is there or none of it", async () => {
  const begin = performance.now();
  assert.equal((await provider.bulk(many(fresh("whole")))).status, 200);
  const whole = performance.now() - begin;
  const counts = { all: 0, none: 0 };
  for (let i = 0; i < 20; ++i) {
    const word = fresh("cut");
    const operations = many(word);
    const sent = provider.bulk(operations).then(({ status }) => status, () => null);
    await pause(Math.random() * whole * 1.1);
    await provider.kill();
    const status = await sent;
    await provider.restart();
    const there = await complete(word);
    assert.ok(there === 0 || there === size, `${there} of ${size}`);
    if (status === 200) assert.equal(there, size);
    ++counts[there === 0 ? "none" : "all"];
    if (there > 0) continue;
    // Nothing of it stands in the way: one of its users comes as if it had never been sent.
    const [{ data }] = operations;
    const again = await provider.bulk([{ method: "POST", path: "/Users", bulkId: "a", data: { ...data, [ENTERPRISE]: {} } }]);
    assert.equal(again.body.Operations[0].status, "201");
    assert.equal((await provider.delete(`/Users/${again.body.Operations[0].location.split("/").at(-1)}`)).status, 204);
  }
  console.log(`killed 20 times in ${Math.round(whole)} ms: ${counts.all} bulks there, ${counts.none} not`);
  const next = fresh("next");
  assert.equal((await provider.bulk(many(next))).status, 200);
  assert.equal(await complete(next), size);
});

test("killed while users come one by one: each that was answered 201 is there", async () => {
  for (let i = 0; i < 5; ++i) {
    const made = [];
    const posting = (async () => {
      for (;;) {
        const answer = await provider.post("/Users", user());
        assert.equal(answer.status, 201);
        made.push(answer.body);
      }
    })().catch((error) => error);
    await pause(200 + Math.random() * 300);
    await provider.kill();
    assert.match((await posting).code, /^ECONN/);
    await provider.restart();
    for (const one of made) assert.deepEqual(await provider.read(`/Users/${one.id}`), one);
    for (const { userName, id } of made)
      assert.deepEqual(await provider.selects(`userName eq "${userName}"`), [id]);
  }
});
