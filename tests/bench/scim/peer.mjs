// The other one: scimmy-routers in express, over a Map, with filters as its documentation shows
// them: Filter.match over all. An id, and a userName that is taken, are found by their keys.
//
// node peer.mjs PEOPLE: prints the port that it listens on; ends when its input does.
import { randomUUID } from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

import { managerOf, person } from "./people.mjs";
import { numbered } from "./server.mjs";

const users = new Map();
const names = new Map();

function keep(id, user, created) {
  const now = new Date().toISOString();
  const meta = { resourceType: "User", created: created ?? now, lastModified: now };
  const before = users.get(id);
  if (before) names.delete(before.userName.toLowerCase());
  const kept = { ...user, id, meta };
  users.set(id, kept);
  names.set(user.userName.toLowerCase(), id);
  return kept;
}

function known(id) {
  const user = users.get(id);
  if (!user) throw new SCIMMY.Types.Error(404, null, "not found");
  return user;
}

SCIMMY.Resources.declare(SCIMMY.Resources.User, {
  extensions: [{ schema: SCIMMY.Schemas.EnterpriseUser, required: false }],
});
SCIMMY.Resources.User.ingress((resource, data) => {
  const before = resource.id ? known(resource.id) : undefined;
  const holder = names.get(data.userName.toLowerCase());
  if (holder && holder !== resource.id)
    throw new SCIMMY.Types.Error(409, "uniqueness", "this userName is taken");
  return keep(resource.id ?? randomUUID(), data, before?.meta.created);
})
  .egress((resource) => {
    if (resource.id) return known(resource.id);
    const all = [...users.values()];
    return resource.filter ? resource.filter.match(all) : all;
  })
  .degress((resource) => {
    names.delete(known(resource.id).userName.toLowerCase());
    users.delete(resource.id);
  });

const people = Number(process.argv[2]);
for (let i = 0; i < people; i++)
  keep(numbered(i), person(i, i === 0 ? undefined : numbered(managerOf(i))));

const app = express();
app.use(
  "/scim/v2",
  new SCIMMYRouters({
    type: "bearer",
    handler: (request) => {
      if (request.header("Authorization") !== `Bearer ${process.env.SCIM_TOKEN}`)
        throw new Error("no token");
      return "provider";
    },
  }),
);
const listening = app.listen(0, "127.0.0.1", () => console.log(listening.address().port));
process.stdin.resume().on("end", () => process.exit());
