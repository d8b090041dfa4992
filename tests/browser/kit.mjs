// What the browser tests share: a running sample intranet, signed-in people, what must hold on every
// screen. The tests meet the real host, the real library and a real Chromium.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
export const build = process.env.KITH_BUILD ?? join(root, "build");
const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const say = (whether) => {
      socket.destroy();
      resolve(whether);
    };
    socket.once("connect", () => say(true)).once("error", () => say(false));
  });
}

/** The sample intranet in a folder of its own. */
export class Intranet {
  /** With the metadata of an identity provider, a file, people sign in there. */
  static async start(people = 400, metadata = undefined) {
    const intranet = new Intranet();
    intranet.metadata = metadata;
    // Two neighbouring ports: one that is free, and another try where the next one is not. In a
    // folder of its own: the ports stand in the manifest, and other ones are a change that loosens.
    for (let attempt = 0; ; attempt++) {
      intranet.folder = mkdtempSync(join(tmpdir(), "kith-intranet-"));
      intranet.port = await freePort();
      try {
        intranet.#start(people);
        break;
      } catch (error) {
        rmSync(intranet.folder, { recursive: true });
        if (attempt === 5) throw error;
      }
    }
    const { personas, supporters, topic } = JSON.parse(
      readFileSync(join(intranet.folder, "personas.json")),
    );
    intranet.topic = topic;
    intranet.supporters = supporters;
    intranet.personas = Object.fromEntries(personas.map((one) => [one.key, one]));
    return intranet;
  }

  #start(people) {
    execFileSync(
      join(root, "samples/intranet/start"),
      [build, this.folder, String(this.port), String(people)].concat(this.metadata ?? []),
      { stdio: ["ignore", "ignore", "pipe"] },
    );
  }

  get home() {
    return `http://127.0.0.1:${this.port}`;
  }
  get kith() {
    return `http://127.0.0.1:${this.port + 1}/kith`;
  }
  get pid() {
    return Number(readFileSync(join(this.folder, "intranet.pid"), "utf8"));
  }

  /** As a power cut does it: no farewell, nothing written down. */
  kill() {
    process.kill(this.pid, "SIGKILL");
  }
  restart() {
    this.#start(400);
  }
  /**
   * The sample company has no custodians of identities. Names some of its people as such and starts
   * the host again; a later restart() forgets them.
   */
  nameCustodians(ids) {
    const roles = ids.map((id) => `<role name="identity-custodian" person="${id}"/>`);
    return this.reopen((text) => text.replace("</tenant>", `${roles.join("")}</tenant>`));
  }
  /** Changes the manifest and starts the host again. */
  async reopen(change) {
    const manifest = join(this.folder, "kith.xml");
    writeFileSync(manifest, change(readFileSync(manifest, "utf8")));
    this.kithctl("apply", manifest, "--yes", "--accept-loosening");
    process.kill(this.pid, "SIGTERM");
    while (await answers(this.port + 1)) await pause(100);

    const log = openSync(join(this.folder, "intranet.log"), "a");
    const words = [join(build, "lib/libkith.so.1"), manifest, this.folder, String(this.port)];
    const host = spawn(join(build, "bin/intranet"), words.concat(this.metadata ? "saml" : []), {
      detached: true,
      stdio: ["ignore", log, log],
    });
    host.unref();
    writeFileSync(join(this.folder, "intranet.pid"), String(host.pid));
    while (!(await answers(this.port + 1))) await pause(100);
  }
  /** What the host wrote so far. */
  log() {
    return readFileSync(join(this.folder, "intranet.log"), "utf8");
  }
  async stop() {
    try {
      process.kill(this.pid, "SIGTERM");
    } catch {
      // It was killed by its test.
    }
    await pause(500);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  kithctl(...words) {
    return execFileSync(join(build, "bin/kithctl"), words, { encoding: "utf8" });
  }
  /** Why people were not let in, as an administrator reads it. */
  signOnRefusals() {
    const manifest = join(this.folder, "kith.xml");
    return JSON.parse(this.kithctl("saml", "refusals", "--manifest", manifest, "--json")).refusals;
  }
  refusals() {
    return JSON.parse(
      this.kithctl("audit", "refusals", "--manifest", join(this.folder, "kith.xml"), "--json"),
    ).refusals;
  }
}

export const openBrowser = () =>
  chromium.launch({ executablePath: "/usr/bin/chromium-headless-shell", args: QUIET });

/** A person in a browser window of her own. Whatever the page complains of fails her test. */
export class Visitor {
  constructor(intranet, page) {
    this.intranet = intranet;
    this.page = page;
    this.complaints = [];
    // The browser's own fetch of the tab's icon, where the page was left before it came.
    this.expected = [/icon\.svg' from origin 'null'/];
    page.on(
      "console",
      (message) => message.type() === "error" && this.complaints.push(message.text()),
    );
    page.on("pageerror", (error) => this.complaints.push(error.message));
    this.elsewhere = [];
    page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && !["127.0.0.1", "localhost"].includes(hostname))
        this.elsewhere.push(request.url());
    });
  }

  static async open(browser, intranet, persona, options = {}) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const visitor = new Visitor(intranet, await context.newPage());
    if (persona !== null) await visitor.signIn(persona);
    return visitor;
  }

  async signIn(persona) {
    await this.page.goto(`${this.intranet.home}/people-to-be`);
    if (persona in this.intranet.personas) {
      await this.page.click(`button[value=${persona}]`);
    } else {
      await this.page.selectOption("#supporter", persona); // By her id.
      await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
    }
    await this.page.waitForURL(`${this.intranet.home}/`);
  }

  /** Opens a page of the intranet that has one of Kith's elements, and gives the frame in it. */
  async open(path) {
    await this.page.goto(this.intranet.home + path);
    return this.frame();
  }
  async frame() {
    await this.page.locator("iframe:visible").waitFor();
    const element = await this.page.locator("iframe:visible").elementHandle();
    this.inside = await element.contentFrame();
    await this.inside.locator("h1").waitFor();
    return this.inside;
  }

  /** Presses a button of the page in the frame, after the while that a person needs to see it. */
  async press(name) {
    const button = this.inside.getByRole("button", { name, exact: typeof name === "string" });
    await button.scrollIntoViewIfNeeded();
    await this.page.waitForTimeout(900);
    await button.click();
  }
  async reads(text) {
    try {
      await this.inside.getByText(text).first().waitFor({ timeout: 12_000 });
    } catch {
      const shown = await this.inside.evaluate(() => document.body.innerText);
      assert.fail(`"${text}" is not on the page, which says:\n${shown}`);
    }
  }

  close() {
    const odd = this.complaints.filter((text) => !this.expected.some((one) => one.test(text)));
    assert.deepEqual(odd, [], "the browser complained");
    assert.deepEqual(this.elsewhere, [], "something was fetched from elsewhere");
    return this.page.context().close();
  }
}

/** What axe finds in a frame, with the size of targets. */
export async function axeFindings(frame) {
  await frame.evaluate(axe);
  const { violations } = await frame.evaluate(() =>
    axe.run(document, {
      runOnly: {
        type: "tag",
        values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      },
      rules: { "target-size": { enabled: true } },
    }),
  );
  return violations.map(
    (one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).join(" | ")}`,
  );
}
