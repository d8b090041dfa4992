// What the tests of SCIM from the outside share: the sample intranet in a folder of its own, with a
// manifest that lets providers in, and a client that says nothing but what a test tells it to.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
export const build = process.env.KITH_BUILD ?? join(root, "build");

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const SUPPORTER = "urn:ietf:params:scim:schemas:extension:kith:2.0:User";
const MESSAGE = "urn:ietf:params:scim:api:messages:2.0:";
export const PATCH = `${MESSAGE}PatchOp`;
export const LIST = `${MESSAGE}ListResponse`;
export const SEARCH = `${MESSAGE}SearchRequest`;
export const BULK = `${MESSAGE}BulkRequest`;
export const BULK_RESPONSE = `${MESSAGE}BulkResponse`;
export const ERROR = `${MESSAGE}Error`;
export const NOBODY = "00000000-0000-4000-8000-000000000000";

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

let names = 0;
/** A name that nothing else in this run has; in lower case. */
export const fresh = (word = "u") => `${word}-${process.pid}-${++names}`;

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const say = (whether) => {
      socket.destroy();
      resolve(whether);
    };
    socket.once("connect", () => say(true)).once("error", () => say(false));
  });
}

const manifest = (port, sources) => `<?xml version="1.0" encoding="UTF-8"?>
<kith xmlns="urn:kith:manifest:1">
  <tenant id="outside" name="Outside" timeZone="Europe/Berlin">
    <role name="coordinator" person="coordinator"/>
  </tenant>
  <store database="kith.sqlite" keySource="file:keys/root.key"/>
  <people>${sources
    .map(
      ({ name, habits, personId = "userName", writes = true }) =>
        `<scim name="${name}" habits="${habits}" personId="${personId}" writes="${writes}">` +
        `<token reference="file:keys/${name}.token"/></scim>`,
    )
    .join("")}</people>
  <resources>
    <resource id="emergency" kind="emergency" phone="112">
      <label language="en">Emergency services</label>
    </resource>
  </resources>
  <widget><origin url="http://127.0.0.1:${port}"/></widget>
</kith>
`;

/** Whom a source of the manifest is to its provider: `token` opens it. */
export const tokenOf = (name) => `a-token-for-the-source-${name}`;

/** The sample intranet with nobody in it. */
export class Provider {
  /** One source that speaks `habits`, called by that name; or the sources that are given. */
  static async start(habits = "entra", sources = [{ name: habits, habits }]) {
    for (let attempt = 0; ; attempt++) {
      const provider = new Provider();
      try {
        await provider.#start(sources);
        return provider;
      } catch (error) {
        // Another test may have taken a port in the meantime. They stand in the manifest, so the
        // next attempt has a folder of its own.
        await provider.stop();
        if (attempt === 5) throw error;
      }
    }
  }

  async #start(sources) {
    this.token = tokenOf(sources[0].name);
    this.folder = mkdtempSync(join(tmpdir(), "kith-outside-"));
    mkdirSync(join(this.folder, "keys"));
    for (const { name } of sources)
      writeFileSync(join(this.folder, `keys/${name}.token`), `${tokenOf(name)}\n`, {
        mode: 0o600,
      });
    writeFileSync(
      join(this.folder, "personas.json"),
      JSON.stringify({ personas: [], supporters: [], topic: "" }),
    );
    await this.#findPorts();
    writeFileSync(this.manifest, manifest(this.port, sources));
    this.kithctl("apply", this.manifest, "--yes");
    await this.restart();
  }

  // Two neighbouring ones, as the sample takes them.
  async #findPorts() {
    do {
      this.port = await freePort();
    } while (this.port > 65_000 || (await answers(this.port + 1)));
  }
  get manifest() {
    return join(this.folder, "kith.xml");
  }
  get base() {
    return `http://127.0.0.1:${this.port + 1}/kith/scim/v2`;
  }

  async restart() {
    const log = openSync(join(this.folder, "intranet.log"), "a");
    this.host = spawn(
      join(build, "bin/intranet"),
      [join(build, "lib/libkith.so.1"), this.manifest, this.folder, String(this.port)],
      { stdio: ["ignore", log, log] },
    );
    closeSync(log);
    this.ended = new Promise((resolve) => this.host.once("exit", resolve));
    while (!(await answers(this.port + 1))) {
      const log = () => readFileSync(join(this.folder, "intranet.log"), "utf8");
      assert.equal(this.host.exitCode, null, `the host did not start:\n${this.host.exitCode ?? log()}`);
      await pause(20);
    }
    // It may be somebody else who answers there: then ours has ended.
    await pause(100);
    assert.equal(this.host.exitCode, null, "the host did not start");
  }
  /** As a power cut does it: no farewell, nothing written down. */
  kill() {
    this.host.kill("SIGKILL");
    return this.ended;
  }
  async stop() {
    this.host?.kill("SIGTERM");
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
  kithctl(...words) {
    return execFileSync(join(build, "bin/kithctl"), words, { encoding: "utf8", stdio: "pipe" });
  }
  /** What is dirty in the org chart that people told; {} where nothing is. */
  checkPeople() {
    const { stdout, stderr } = spawnSync(
      join(build, "bin/kithctl"),
      ["people", "check", "--manifest", this.manifest, "--json"],
      { encoding: "utf8" },
    );
    assert.notEqual(stdout, "", stderr);
    return JSON.parse(stdout);
  }

  /**
   * Sends a request and gives {status, headers, text, body}; `body` is the answer's JSON, or null.
   * Options: body (an object), raw (the bytes themselves), query, headers (null: leave it out),
   * token (null: none).
   */
  send(method, path, { body, raw, query, headers = {}, token = this.token } = {}) {
    const parameters = new URLSearchParams(query).toString();
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const said = {
      Accept: "application/scim+json",
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(content === undefined
        ? {}
        : { "Content-Type": "application/scim+json", "Content-Length": Buffer.byteLength(content) }),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
    const address = this.base + path + (parameters === "" ? "" : `?${parameters}`);
    return new Promise((resolve, reject) => {
      const call = request(address, { method, headers: sent, agent: false }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part) => (text += part));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode,
            headers: answer.headers,
            text,
            body: /json/.test(answer.headers["content-type"]) ? JSON.parse(text) : null,
          }),
        );
      });
      call.on("error", reject);
      call.end(content);
    });
  }
  get(path, query, options) {
    return this.send("GET", path, { query, ...options });
  }
  post(path, body, options) {
    return this.send("POST", path, { body, ...options });
  }
  put(path, body, options) {
    return this.send("PUT", path, { body, ...options });
  }
  patch(path, Operations, options) {
    return this.send("PATCH", path, { body: { schemas: [PATCH], Operations }, ...options });
  }
  delete(path, options) {
    return this.send("DELETE", path, options);
  }
  bulk(Operations, more = {}) {
    return this.post("/Bulk", { schemas: [BULK], Operations, ...more });
  }

  /** Makes one that must succeed, and gives it as it was answered. */
  async make(path, body) {
    const made = await this.post(path, body);
    assert.equal(made.status, 201, made.text);
    return made.body;
  }
  user(more) {
    return this.make("/Users", user(more));
  }
  group(members = [], more = {}) {
    return this.make("/Groups", {
      schemas: [GROUP],
      displayName: fresh("group"),
      members: members.map(({ id }) => ({ value: id })),
      ...more,
    });
  }
  async read(path, query) {
    const found = await this.get(path, query);
    assert.equal(found.status, 200, found.text);
    return found.body;
  }
  /** Changes one, which must succeed, and gives it as it is then. */
  async change(path, ...operations) {
    const changed = await this.patch(path, operations);
    assert.ok([200, 204].includes(changed.status), changed.text);
    return this.read(path);
  }
  /** The ids that a filter selects, sorted. */
  async selects(filter, path = "/Users") {
    const { totalResults, Resources } = await this.read(path, { filter, count: 1000 });
    assert.equal(totalResults, Resources.length);
    return Resources.map(({ id }) => id).sort();
  }
}

/** What a client sends for a new user. */
export function user(more = {}) {
  const userName = `${fresh()}@kith.test`;
  return { schemas: [USER], userName, ...more };
}

/** An error as RFC 7644, section 3.12, has it. */
export function refused(answer, status, scimType) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers["content-type"], "application/scim+json");
  assert.deepEqual(answer.body.schemas, [ERROR]);
  assert.equal(answer.body.status, String(status));
  assert.equal(answer.body.scimType, scimType, answer.text);
  assert.equal(typeof answer.body.detail, "string");
}

export const members = (group) => (group.members ?? []).map(({ value }) => value).sort();
export const ids = (...resources) => resources.map(({ id }) => id).sort();
