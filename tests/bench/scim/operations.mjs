// What is measured: each operation as an endless list of requests, and how an answer is checked.
//
// A subject is a server with its ids: `id(i)` is that of person i.
import assert from "node:assert/strict";
import { person, userName } from "./people.mjs";

const PATCH_OP = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
export const PAGE = 100;
// What no index finds is refused in a larger company (tooMany), so it is not measured there.
const LOOKED_AT_MAX = 200_000;

// The same people for both servers and in each run, and far from each other.
export const somebody = (people, k) => (k * 7919 + 13) % people;

const list = (parameters) => `/scim/v2/Users?${new URLSearchParams(parameters)}`;
const patch = (path, ...Operations) => ({
  method: "PATCH",
  path,
  body: { schemas: PATCH_OP, Operations },
  expects: [200, 204],
});

/** Each: what it is called, request(subject, k), and where there is a body to look at, check(). */
export function operations(people) {
  const made = new Map();
  const madeBy = (subject) => made.get(subject) ?? made.set(subject, []).get(subject);
  let newcomers = people;
  const all = [
    {
      name: "GET by id",
      request: ({ id }, k) => ({
        method: "GET",
        path: `/scim/v2/Users/${id(somebody(people, k))}`,
        expects: [200],
      }),
      check: (answer, _, k) => assert.equal(answer.userName, userName(somebody(people, k))),
    },
    {
      name: "GET filter=userName eq",
      request: (_, k) => ({
        method: "GET",
        path: list({ filter: `userName eq "${userName(somebody(people, k))}"` }),
        expects: [200],
      }),
      check: (answer, { id }, k) => assert.equal(answer.Resources[0].id, id(somebody(people, k))),
    },
    {
      name: "POST",
      request: ({ id }) => ({
        method: "POST",
        path: "/scim/v2/Users",
        body: person(newcomers, id(somebody(people, newcomers++))),
        expects: [201],
      }),
      check: (answer, subject) => madeBy(subject).push(answer.id),
    },
    {
      name: "PATCH, two operations",
      request: ({ id }, k) => {
        const whom = somebody(people, k);
        return patch(
          `/scim/v2/Users/${id(whom)}`,
          { op: "replace", path: "title", value: `Title ${k} of ${Date.now()}` },
          {
            op: "replace",
            path: 'emails[type eq "home"].value',
            value: `home.${whom}.${k}.${Date.now()}@bench.example`,
          },
        );
      },
    },
    {
      name: "DELETE",
      // Those that POST made; where it made fewer, the batch is shorter.
      enough: (subject) => madeBy(subject).length,
      request: (subject) => ({
        method: "DELETE",
        path: `/scim/v2/Users/${madeBy(subject).pop()}`,
        expects: [204],
      }),
    },
    {
      name: `list, a page of ${PAGE}`,
      request: () => ({
        method: "GET",
        path: list({ startIndex: Math.floor(people / 2), count: PAGE }),
        expects: [200],
      }),
      check: (answer) => {
        assert.ok(answer.totalResults >= people);
        assert.equal(answer.Resources.length, PAGE);
      },
    },
    {
      name: "GET filter=active, emails[]",
      peopleMax: LOOKED_AT_MAX,
      request: (_, k) => {
        const work = `type eq "work" and value co ".${somebody(people, k)}."`;
        const filter = `active eq true and emails[${work}]`;
        return { method: "GET", path: list({ filter }), expects: [200] };
      },
      check: (answer, _, k) => {
        assert.equal(answer.totalResults, 1);
        assert.equal(answer.Resources[0].userName, userName(somebody(people, k)));
      },
    },
  ];
  return all.filter(({ peopleMax }) => people <= (peopleMax ?? Infinity));
}

/** One member out of a group of so many; she is put back when nobody measures. */
export function groupOperation(group, members) {
  const out = [];
  return {
    name: `PATCH a group of ${members.length.toLocaleString("en")}, one out`,
    enough: () => members.length / 2,
    request: (_, k) => {
      const member = members[k % members.length];
      out.push(member);
      return patch(`/scim/v2/Groups/${group}`, {
        op: "remove",
        path: `members[value eq "${member}"]`,
      });
    },
    putBack: () =>
      patch(`/scim/v2/Groups/${group}`, {
        op: "add",
        path: "members",
        value: out.splice(0).map((value) => ({ value })),
      }),
  };
}

export const groupOf = (name, members) => ({
  method: "POST",
  path: "/scim/v2/Groups",
  body: {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: name,
    members: members.map((value) => ({ value })),
  },
  expects: [201],
});

/** So many people in one request; `id` of those that were brought before. */
export function bulkOf(first, count, id, managerOf) {
  const manager = (i) => {
    if (i === 0) return undefined;
    return managerOf(i) < first ? id(managerOf(i)) : `bulkId:${managerOf(i)}`;
  };
  return {
    method: "POST",
    path: "/scim/v2/Bulk",
    body: {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
      Operations: Array.from({ length: count }, (_, k) => ({
        method: "POST",
        bulkId: `${first + k}`,
        path: "/Users",
        data: person(first + k, manager(first + k)),
      })),
    },
    expects: [200],
  };
}
