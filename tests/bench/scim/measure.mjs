// Kith's SCIM service provider beside scimmy-routers, at several sizes, in one run.
//
// node measure.mjs BUILD FOLDER SIZE...
// FOLDER/tenant-SIZE/kith.xml was applied. The servers take turns, batch by batch; a figure is the
// median of its batches, each the CPU time of the server's process divided by its requests.
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { bulkOf, groupOf, groupOperation, operations, PAGE, somebody } from "./operations.mjs";
import { managerOf } from "./people.mjs";
import { numbered, Server } from "./server.mjs";
import { printAtOneSize, printSizes } from "./table.mjs";

const ROUNDS = 5;
const ROUNDS_OF_SLOW = 3;
// All of the server's own time: on a busy machine the wall's tells how busy it is.
const SLOW_MS = 2000;
const BATCH_MS = 150;
const BATCH_MAX = 200;
const WARM_MS = 500;
const WARM_MAX = 500;
// With more people the other one is left out: a page takes it minutes there.
const PEER_PEOPLE_MAX = 50_000;
const BULK = 1000;
const GROUPS = [10, 10_000];

const here = dirname(fileURLToPath(import.meta.url));
const [build, folder, ...sizes] = process.argv.slice(2);

const quantity = (number) => number.toLocaleString("en");
const say = (text) => process.stderr.write(`${text}\n`);

async function kith(people) {
  const tenant = join(folder, `tenant-${people}`);
  const token = readFileSync(join(tenant, "keys/scim.token"), "utf8").trim();
  const server = await Server.start("Kith", token, join(build, "bin/bench_scim_host"), [
    join(build, "lib/libkith.so.1"),
    join(tenant, "kith.xml"),
  ]);
  const ids = [];
  const id = (i) => ids[i];
  const before = server.cpu();
  for (let first = 0; first < people; first += BULK) {
    const count = Math.min(BULK, people - first);
    const { Operations } = await server.send(bulkOf(first, count, id, managerOf));
    for (const { status, location, response } of Operations) {
      if (status !== "201") throw new Error(`a bulk: ${status} ${JSON.stringify(response)}`);
      ids.push(location.slice(location.lastIndexOf("/") + 1));
    }
  }
  const filled = (server.cpu() - before) / people / 1000;
  return { server, id, people, filled };
}

async function peer(people) {
  const server = await Server.start("scimmy", "bench", process.execPath, [
    join(here, "peer.mjs"),
    `${people}`,
  ]);
  return { server, id: numbered, people };
}

/** One operation at one server. */
class Measured {
  constructor(operation, subject) {
    Object.assign(this, { operation, subject, k: 0, figures: [] });
  }

  async #once() {
    const k = this.k++;
    const answer = await this.subject.server.send(this.operation.request(this.subject, k));
    this.operation.check?.(answer, this.subject, k);
  }

  async #putBack() {
    if (this.operation.putBack) await this.subject.server.send(this.operation.putBack());
  }

  /** Some requests that are not counted; how many a batch has comes from them. */
  async warm() {
    const { server } = this.subject;
    const enough = Math.min(this.operation.enough?.(this.subject) ?? WARM_MAX, WARM_MAX);
    const begin = server.cpu();
    const spent_ms = () => (server.cpu() - begin) / 1e6;
    let done = 0;
    let before = 0;
    do {
      before = spent_ms();
      await this.#once();
    } while (++done < enough && spent_ms() < WARM_MS);
    const ms = spent_ms() - before;
    await this.#putBack();
    this.batch = Math.max(1, Math.min(BATCH_MAX, Math.floor(BATCH_MS / ms)));
    this.rounds = ms > SLOW_MS ? ROUNDS_OF_SLOW : ROUNDS;
  }

  async round() {
    if (this.figures.length === this.rounds) return;
    const enough = this.operation.enough?.(this.subject) ?? this.batch;
    const count = Math.min(this.batch, enough);
    const before = this.subject.server.cpu();
    for (let i = 0; i < count; i++) await this.#once();
    this.figures.push((this.subject.server.cpu() - before) / count / 1000);
    await this.#putBack();
  }

  get result() {
    const { name } = this.operation;
    const figures = this.figures.toSorted((one, other) => one - other);
    const us = figures[Math.floor(figures.length / 2)];
    const { people, server } = this.subject;
    return { name, server: server.name, people, us, batches: figures.length, requests: this.batch };
  }
}

async function groupsOf(subject) {
  const made = [];
  for (const size of GROUPS.filter((one) => one <= subject.people)) {
    const members = Array.from({ length: size }, (_, k) => subject.id(somebody(subject.people, k)));
    const { id } = await subject.server.send(groupOf(`Group of ${size}`, members));
    made.push(groupOperation(id, members));
  }
  return made;
}

/** What a host's scheduler has to do after a change. */
async function pumped(subject) {
  const patch = operations(subject.people).find(({ name }) => name.startsWith("PATCH"));
  const pump = { method: "POST", path: "/pump", expects: [204] };
  const figures = [];
  for (let round = 0; round < ROUNDS; round++) {
    await subject.server.send(patch.request(subject, round));
    const before = subject.server.cpu();
    await subject.server.send(pump);
    figures.push((subject.server.cpu() - before) / 1000);
  }
  figures.sort((one, other) => one - other);
  const us = figures[Math.floor(ROUNDS / 2)];
  const { people } = subject;
  return {
    name: "kith_pump after a change",
    server: "Kith",
    people,
    us,
    batches: ROUNDS,
    requests: 1,
  };
}

/** The servers at one size, filled, and what is measured there. */
async function atOneSize(people) {
  say(`${quantity(people)} people`);
  const subjects = [await kith(people)];
  if (people <= PEER_PEOPLE_MAX) subjects.push(await peer(people));
  const [ours] = subjects;
  const all = operations(people).flatMap((operation) =>
    subjects.map((subject) => new Measured(operation, subject)),
  );
  all.push(...(await groupsOf(ours)).map((operation) => new Measured(operation, ours)));
  for (const one of all) await one.warm();
  return { people, subjects, all };
}

async function print({ people, subjects, all }) {
  const [ours] = subjects;
  const results = all.map((one) => one.result);
  results.push(await pumped(ours));
  const memory = subjects
    .map(({ server }) => `${server.name} ${server.memory().toFixed(0)} MiB`)
    .join(", ");
  printAtOneSize(people, results);
  console.log(
    `In memory: ${memory}. Kith was filled by Bulk of ${quantity(BULK)}, ` +
      `${ours.filled.toFixed(0)} us a person.\n`,
  );
  for (const { server } of subjects) await server.stop();
  return results;
}

// Half of the people fill the page that is asked for.
if (sizes.some((size) => !(size >= 2 * PAGE))) {
  say(`measure.mjs: a size is a number of people, ${2 * PAGE} or more`);
  process.exit(2);
}
const settings = [];
for (const size of sizes) settings.push(await atOneSize(Number(size)));
// The sizes take turns as well: how fast a busy machine is changes from minute to minute.
const longest = Math.max(...settings.map(({ all }) => all.length));
for (let round = 0; round < ROUNDS; round++) {
  say(`round ${round + 1} of ${ROUNDS}`);
  for (let i = 0; i < longest; i++) for (const { all } of settings) await all[i]?.round();
}
const results = [];
for (const one of settings) results.push(...(await print(one)));
printSizes(results);
console.log(
  "CPU time of the server's process in user and kernel, of all its threads; " +
    `load ${loadavg()[0].toFixed(1)} at the end.`,
);
console.log("Kith has stored, sealed and synced what it acknowledges; the other keeps a Map.");
