// A SCIM 2.0 service provider that nobody of this project wrote (scimmy, scimmy-routers) over a
// store in memory.
//
//     node server.mjs '{"key": FILE, "cert": FILE, "token": TEXT, "maxVersion": TEXT}'
//
// Prints {"port": N}; then each line on its standard input is a command that it answers with a
// line: {"put": [users]}, {"remove": [ids]}, {"asked": true} (the targets that were asked for).
import http from "node:http";
import https from "node:https";
import fs from "node:fs";
import readline from "node:readline";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const setup = JSON.parse(process.argv[2] ?? "{}");
const users = new Map();
let asked = [];

SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .extend(SCIMMY.Schemas.EnterpriseUser, false)
    .egress((resource) => {
        if (resource.id) {
            const one = users.get(resource.id);
            if (!one) throw new SCIMMY.Types.Error(404, null, "no such user");
            return one;
        }
        const all = [...users.values()];
        return resource.filter ? resource.filter.match(all) : all;
    });

const app = express();
app.use((request, response, next) => {
    asked.push(request.url);
    next();
});
// RFC 6749, section 4.4: for a client and its secret, a token that is good for an hour.
app.post("/token", express.urlencoded({extended: false}), (request, response) => {
    const known = "Basic " + Buffer.from("kith:client-secret").toString("base64");
    if (request.headers.authorization !== known || request.body.grant_type !== "client_credentials")
        return response.status(401).json({error: "invalid_client"});
    response.json({access_token: setup.token, token_type: "Bearer", expires_in: 3600});
});
app.use("/scim/v2", new SCIMMYRouters({
    type: "bearer",
    handler: (request) => {
        const accepted = [
            "Bearer " + setup.token,
            "Basic " + Buffer.from("kith:" + setup.token).toString("base64"),
        ];
        if (!accepted.includes(request.headers.authorization)) throw new Error("not let in");
        return "kith";
    },
}));

const commands = {
    put: (given) => {
        for (const user of given) {
            const before = users.get(user.id);
            const now = user.lastModified ?? new Date().toISOString();
            users.set(user.id, {
                ...user,
                meta: {created: before?.meta.created ?? now, lastModified: now},
            });
        }
        return {users: users.size};
    },
    remove: (ids) => {
        for (const id of ids) users.delete(id);
        return {users: users.size};
    },
    asked: () => {
        const targets = asked;
        asked = [];
        return {asked: targets};
    },
};

const server = setup.cert
    ? https.createServer({
        key: fs.readFileSync(setup.key),
        cert: fs.readFileSync(setup.cert),
        ...(setup.maxVersion && {
            minVersion: "TLSv1", maxVersion: setup.maxVersion, ciphers: "DEFAULT@SECLEVEL=0",
        }),
    }, app)
    : http.createServer(app);
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({port: server.address().port})));
readline.createInterface({input: process.stdin}).on("line", (line) => {
    const [[name, given]] = Object.entries(JSON.parse(line));
    console.log(JSON.stringify(commands[name](given)));
}).on("close", () => process.exit(0));
