// Several clients at once: nobody's change is lost, and a name is given once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Provider, fresh, refused, user } from "./kit.mjs";

let provider;
before(async () => (provider = await Provider.start()));
after(() => provider?.stop());

test("S41 of two PATCHes with the same If-Match one wins, each of 200 times", async () => {
  const { id } = await provider.user();
  const path = `/Users/${id}`;
  for (let round = 0; round < 200; ++round) {
    const { version } = (await provider.read(path)).meta;
    const words = [`a${round}`, `b${round}`];
    const answers = await Promise.all(
      words.map((value) => provider.patch(path, [{ op: "replace", path: "title", value }], { headers: { "If-Match": version } })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412], `round ${round}`);
    const winner = answers.findIndex(({ status }) => status === 200);
    refused(answers[1 - winner], 412);
    assert.equal((await provider.read(path)).title, words[winner]);
  }
});

test("S18 of 16 POSTs with one userName one is 201 and the others 409", async () => {
  const { userName } = user();
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => provider.post("/Users", user({ userName }))),
  );
  const made = answers.filter(({ status }) => status === 201);
  assert.equal(made.length, 1);
  for (const answer of answers) if (answer !== made[0]) refused(answer, 409, "uniqueness");
  assert.deepEqual(await provider.selects(`userName eq "${userName}"`), [made[0].body.id]);
});

test("S46 members who come and go at once are each where they should be", async () => {
  const people = [];
  for (let i = 0; i < 12; ++i) people.push(await provider.user());
  const group = await provider.group(people.slice(0, 6));
  const path = `/Groups/${group.id}`;
  await Promise.all(
    people.map(({ id }, i) =>
      provider.patch(path, [i < 6 ? { op: "remove", path: `members[value eq "${id}"]` } : { op: "add", path: "members", value: [{ value: id }] }]),
    ),
  );
  const now = (await provider.read(path)).members.map(({ value }) => value);
  assert.deepEqual(now.toSorted(), people.slice(6).map(({ id }) => id).sort());
});
