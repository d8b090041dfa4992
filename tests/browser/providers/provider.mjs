// A real identity provider on loopback, for as long as a test needs it. It is called localhost and
// Kith 127.0.0.1, so that to a browser they are two sites, as they are in a company.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { answers, freePort, pause } from "../kit.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const sample = join(here, "../../../samples/intranet/provider");

export const EMPLOYEE_NUMBER = "urn:oid:2.16.840.1.113730.3.1.3";
export const MEMBER_OF = "urn:oid:1.3.6.1.4.1.5923.1.5.1.1";

async function byPassword(page, { name, password }) {
  await page.fill("input[name=username]", name);
  await page.fill("input[name=password]", password);
  await page.locator("input[name=password]").press("Enter");
}

// How each is started, and what it is called there: its metadata, where it begins a sign-on or a
// logout by itself, and how somebody signs in.
const products = {
  simplesamlphp: {
    command: [join(here, "simplesamlphp/start")],
    metadata: "saml2/idp/metadata.php",
    begin: (partner) => `saml2/idp/SSOService.php?spentityid=${encodeURIComponent(partner)}`,
    signOut: (address) =>
      `saml2/idp/initSLO.php?RelayState=${encodeURIComponent(`${address}/logout.php`)}`,
    signedOut: "You have been logged out.",
    signIn: byPassword,
  },
  pysaml2: {
    command: [join(here, "pysaml2/start")],
    metadata: "metadata",
    begin: () => "begin",
    signOut: () => "sign-out",
    signedOut: "Signed out",
    signIn: byPassword,
  },
  samlp: {
    command: [process.execPath, "--no-deprecation", join(sample, "provider.mjs")],
    metadata: "metadata",
    begin: () => "begin",
    signOut: () => "sign-out",
    signedOut: "OK",
    signIn: (page, { name }) => page.click(`button[value=${name}]`),
  },
};
export const kinds = Object.keys(products);

export class Provider {
  static async start(kind) {
    const provider = new Provider();
    provider.kind = kind;
    provider.folder = mkdtempSync(join(tmpdir(), `kith-${kind}-`));
    const port = await freePort();
    provider.address = `http://localhost:${port}`;
    provider.partner = join(provider.folder, "partner.xml");
    provider.change({
      address: provider.address,
      folder: provider.folder,
      partner: provider.partner,
      keys: [provider.newKey("first")],
      people: {},
      signs: ["response", "assertion"],
      encrypts: false,
    });
    mkdirSync(join(provider.folder, "temp"));
    const log = openSync(join(provider.folder, "out.log"), "a");
    const [program, ...before] = products[kind].command;
    provider.process = spawn(program, [...before, String(port), provider.settingsFile], {
      stdio: ["ignore", log, log],
    });
    for (let i = 0; !(await answers(port)); i++) {
      if (i === 100) throw new Error(`${kind} does not answer; see ${provider.folder}/out.log`);
      await pause(100);
    }
    return provider;
  }

  /** Settings that hold from the next request on. */
  change(settings) {
    this.settings = { ...this.settings, ...settings };
    this.settingsFile = join(this.folder, "settings.json");
    writeFileSync(this.settingsFile, JSON.stringify(this.settings));
  }
  /** People by their names there: {id, groups}. */
  employ(people) {
    const entry = ([name, { id, groups = [] }]) => {
      const attributes = { [EMPLOYEE_NUMBER]: [id], [MEMBER_OF]: ["staff", ...groups] };
      return [name, { password: `${name}-knows`, displayName: name, note: "-", attributes }];
    };
    this.change({ people: Object.fromEntries(Object.entries(people).map(entry)) });
  }

  newKey(name) {
    const file = (ending) => join(this.folder, `${name}.${ending}`);
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        `/CN=${name}`,
      ].concat(["-keyout", file("key"), "-out", file("pem")]),
      { stdio: "ignore" },
    );
    return { private: file("key"), certificate: file("pem") };
  }

  async metadata() {
    const answer = await fetch(`${this.address}/${products[this.kind].metadata}`);
    if (!answer.ok) throw new Error(`${this.kind}: ${await answer.text()}`);
    return answer.text();
  }
  /** Reads Kith's metadata. */
  meet(metadata) {
    writeFileSync(this.partner, metadata);
  }

  begin(partner) {
    return `${this.address}/${products[this.kind].begin(partner)}`;
  }
  get signOut() {
    return `${this.address}/${products[this.kind].signOut(this.address)}`;
  }
  get signedOut() {
    return products[this.kind].signedOut;
  }
  /** On the page that asks who she is. */
  signIn(page, name) {
    return products[this.kind].signIn(page, { name, password: `${name}-knows` });
  }

  stop() {
    this.process.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
