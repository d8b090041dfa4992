// People sign in at the company's identity provider, of three that other people wrote, and Kith
// takes its word for who they are: once, in the browser that asked, until one of the sides ends it.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { here, Intranet, openBrowser, Visitor } from "./kit.mjs";
import { EMPLOYEE_NUMBER, kinds, MEMBER_OF, Provider } from "./providers/provider.mjs";

const shots = join(here, "shots");
const CODE = "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken";

const providers = {};
let intranet;
let browser;

/** The manifest with all three; `settings` and `inside` are each provider's. */
const manifest = (settings, inside) => (text) => {
  const one = (kind) => `<provider name="${kind}" metadata="${kind}.xml" ${settings}
      personAttribute="${EMPLOYEE_NUMBER}">${inside}
      <grant role="it-admin" attribute="${MEMBER_OF}" value="kith-admins"/></provider>`;
  return text.replace(/<provider[^]*<\/provider>/, kinds.map(one).join("\n"));
};
const reopen = (settings = "", inside = "") => intranet.reopen(manifest(settings, inside));

async function read(kind) {
  writeFileSync(join(intranet.folder, `${kind}.xml`), await providers[kind].metadata());
}

before(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await openBrowser();
  for (const kind of kinds) providers[kind] = await Provider.start(kind);
  const folder = mkdtempSync(join(tmpdir(), "kith-metadata-"));
  writeFileSync(join(folder, "idp.xml"), await providers.samlp.metadata());
  intranet = await Intranet.start(400, join(folder, "idp.xml"));
  rmSync(folder, { recursive: true });
  for (const kind of kinds) await read(kind);
  await reopen();
  const metadata = await (await fetch(`${intranet.kith}/saml/metadata`)).text();
  const { requester, supporter } = intranet.personas;
  for (const kind of kinds) {
    providers[kind].meet(metadata);
    providers[kind].employ({
      ana: requester,
      ben: { ...supporter, groups: ["kith-admins"] },
      eve: { id: "nobody-of-this-name" },
    });
  }
});
after(async () => {
  await browser?.close();
  await intranet?.stop();
  for (const provider of Object.values(providers)) provider.stop();
});

/** A browser of her own, which meets one of the providers. */
class Employee extends Visitor {
  static async open(kind) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const she = new Employee(intranet, await context.newPage());
    she.provider = providers[kind];
    // A refusal is a 403, and who is not signed in a 401; the providers have no icon for the tab.
    she.expected.push(/status of 40[134]/);
    return she;
  }

  ask(more = "") {
    return this.page.goto(`${intranet.kith}/saml/sign-on?provider=${this.provider.kind}${more}`);
  }
  async signIn(name, more) {
    await this.ask(more);
    await this.provider.signIn(this.page, name);
    await this.atKith();
  }
  atKith() {
    return this.page.waitForURL(`${intranet.kith}/**`);
  }
  async session() {
    if (!this.page.url().startsWith(intranet.kith))
      await this.page.goto(`${intranet.kith}/pages/find`);
    return this.page.evaluate(
      async (address) => (await fetch(address)).json(),
      `${intranet.kith}/v1/session`,
    );
  }
  async isSignedInAs(persona) {
    assert.equal(this.page.url(), `${intranet.kith}/pages/find`);
    const { signedIn, displayName } = await this.session();
    assert.deepEqual([signedIn, displayName], [true, persona.displayName]);
  }
  async isOut() {
    assert.equal((await this.session()).signedIn, false);
  }
  async signOut() {
    await this.page.goto(`${intranet.kith}/saml/sign-off`);
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await this.page.getByText("You are signed out").waitFor();
  }

  /** The page says so, and the log why, under one reference. */
  async isRefusedBy(rule) {
    await this.page.getByText("could not be signed in").waitFor();
    const shown = await this.page.evaluate(() => document.body.innerText);
    const [reference] = /\d{6,}/.exec(shown) ?? assert.fail(`no reference: ${shown}`);
    const logged = new RegExp(`sign-on refused: (\\w+) \\(${reference}\\)`).exec(intranet.log());
    assert.match(logged?.[1] ?? "", new RegExp(`^${rule}$`));
    const told = intranet.signOnRefusals().find((one) => one.reference === reference);
    assert.equal(told?.rule, logged[1]);
    assert.ok(told.detail.length > 0);
  }
  shot(name) {
    const file = join(shots, `sign-on-${this.provider.kind}-${name}.png`);
    return this.page.screenshot({ path: file });
  }

  /** Signs in, but the answer is not let through to Kith: its fields. */
  async answerFor(name) {
    const acs = `${intranet.kith}/saml/acs`;
    this.expected.push(/ERR_FAILED/);
    let caught;
    const posted = new Promise((resolve) => {
      caught = async (route) => {
        await route.abort();
        resolve(route.request().postData());
      };
    });
    await this.page.route(acs, caught);
    await this.ask();
    await this.provider.signIn(this.page, name);
    const fields = new URLSearchParams(await posted);
    await this.page.unroute(acs);
    await this.isOut();
    return fields;
  }
  /** From a page of another site, as the provider's is. */
  async post(fields, to = "acs") {
    const inputs = [...fields].map(
      ([name, value]) => `<input name="${name}" value="${value.replaceAll('"', "&quot;")}">`,
    );
    await this.page.goto(`${this.provider.address}/nothing-here`);
    const form = `<form method="post" action="${intranet.kith}/saml/${to}">`;
    await this.page.setContent(`${form}${inputs.join("")}<button>Post</button></form>`);
    await this.page.click("button");
    await this.atKith();
  }
}

for (const kind of kinds) {
  describe(kind, () => {
    test("she signs in, it is she, and signed out she is out on both sides", async () => {
      const ana = await Employee.open(kind);
      await ana.isOut();
      await ana.ask();
      await ana.shot("asks");
      await ana.provider.signIn(ana.page, "ana");
      await ana.atKith();
      await ana.isSignedInAs(intranet.personas.requester);
      assert.ok(!(await ana.session()).capacities.includes("it-admin"));

      await ana.signOut();
      await ana.shot("signed-out");
      await ana.isOut();
      await ana.ask("&passive=true");
      await ana.isRefusedBy("status"); // The provider has to ask her again, and may not.
      await ana.close();
    });

    test("an attribute gives a role, and she comes back to where she was", async () => {
      const ben = await Employee.open(kind);
      const home = `${intranet.home}/listening`;
      await ben.ask(`&return=${encodeURIComponent(home)}`);
      await ben.provider.signIn(ben.page, "ben");
      await ben.page.waitForURL(home);
      const { capacities } = await ben.session();
      assert.ok(capacities.includes("it-admin"), capacities.join());
      await ben.close();
    });

    test("once signed in there, nobody asks her again", async () => {
      const ana = await Employee.open(kind);
      await ana.signIn("ana");
      await ana.page.context().clearCookies({ domain: "127.0.0.1" });
      await ana.isOut();
      await ana.ask("&passive=true");
      await ana.atKith();
      await ana.isSignedInAs(intranet.personas.requester);
      await ana.close();
    });

    test("who is not signed in there is refused where she may not be asked", async () => {
      const ana = await Employee.open(kind);
      await ana.ask("&passive=true");
      await ana.isRefusedBy("status");
      await ana.shot("refused");
      await ana.isOut();
      await ana.close();
    });

    test("an encrypted assertion is opened", async () => {
      providers[kind].change({ encrypts: true });
      const ana = await Employee.open(kind);
      const fields = await ana.answerFor("ana");
      assert.match(atob(fields.get("SAMLResponse")), /EncryptedAssertion/);
      await ana.post(fields);
      await ana.isSignedInAs(intranet.personas.requester);
      await ana.close();
      providers[kind].change({ encrypts: false });
    });

    test("an answer is good in the browser that asked and in no other", async () => {
      const ana = await Employee.open(kind);
      const ben = await Employee.open(kind);
      const fields = await ana.answerFor("ana");
      await ben.ask();
      await ben.post(fields);
      await ben.isRefusedBy("in_response_to");
      await ben.isOut();

      await ana.post(fields);
      await ana.isSignedInAs(intranet.personas.requester);
      await ana.close();
      await ben.close();
    });

    test("an answer is good once", async () => {
      const ana = await Employee.open(kind);
      const fields = await ana.answerFor("ana");
      await ana.post(fields);
      await ana.isSignedInAs(intranet.personas.requester);
      await ana.post(fields);
      await ana.isRefusedBy("(replay|in_response_to)");
      await ana.close();
    });

    test("what was changed on the way is refused", async () => {
      const ana = await Employee.open(kind);
      const fields = await ana.answerFor("ana");
      const { requester, supporter } = intranet.personas;
      const xml = Buffer.from(fields.get("SAMLResponse"), "base64").toString();
      const changed = xml.replace(`>${requester.id}<`, `>${supporter.id}<`);
      assert.notEqual(changed, xml);
      fields.set("SAMLResponse", Buffer.from(changed).toString("base64"));
      await ana.post(fields);
      await ana.isRefusedBy("signature_\\w+");
      await ana.isOut();
      await ana.close();
    });

    test("somebody who does not work here is refused", async () => {
      const eve = await Employee.open(kind);
      await eve.signIn("eve");
      await eve.isRefusedBy("person_unknown");
      await eve.isOut();
      await eve.close();
    });

    test("a logout that begins at the provider ends her session, and nobody else's", async () => {
      const ana = await Employee.open(kind);
      const ben = await Employee.open(kind);
      await ben.signIn("ben");
      await ana.signIn("ana");
      await ana.isSignedInAs(intranet.personas.requester);
      await ana.page.goto(ana.provider.signOut);
      await ana.page.getByText(ana.provider.signedOut).first().waitFor();
      await ana.isOut();
      await ben.isSignedInAs(intranet.personas.supporter);
      await ana.close();
      await ben.close();
    });

    test("the provider changes its key, and she signs in before, during and after", async () => {
      const provider = providers[kind];
      const ana = await Employee.open(kind);
      const [old] = provider.settings.keys;
      const next = provider.newKey("next");
      for (const keys of [[old, next], [next, old], [next]]) {
        provider.change({ keys });
        if (keys[0] === old) {
          await read(kind);
          await intranet.reopen((text) => text);
        }
        await ana.signIn("ana");
        await ana.isSignedInAs(intranet.personas.requester);
        await ana.signOut();
      }
      provider.change({ keys: [old] });
      await ana.close();
    });

    test("a key that the metadata does not show signs nobody in", async () => {
      const provider = providers[kind];
      const [old] = provider.settings.keys;
      provider.change({ keys: [provider.newKey("stranger")] });
      const ana = await Employee.open(kind);
      await ana.signIn("ana");
      await ana.isRefusedBy("signature_key");
      await ana.isOut();
      await ana.close();
      provider.change({ keys: [old] });
    });

    test("what nobody asked for is refused", async () => {
      const ana = await Employee.open(kind);
      await ana.page.goto(ana.provider.begin(intranet.kith));
      await ana.provider.signIn(ana.page, "ana");
      await ana.atKith();
      await ana.isRefusedBy("unasked");
      await ana.isOut();
      await ana.close();
    });
  });
}

describe("one browser", () => {
  test("asks in two windows at once, and each answer finds its own request", async () => {
    const ana = await Employee.open("pysaml2");
    await ana.ask();
    const other = new Employee(intranet, await ana.page.context().newPage());
    other.provider = ana.provider;
    await other.signIn("ana", `&return=${encodeURIComponent("/kith/pages/support")}`);
    assert.equal(other.page.url(), `${intranet.kith}/pages/support`);
    await ana.provider.signIn(ana.page, "ana");
    await ana.atKith();
    await ana.isSignedInAs(intranet.personas.requester);
    await ana.close();
  });

  test("stays signed in while the host starts again", async () => {
    const ana = await Employee.open("pysaml2");
    await ana.signIn("ana");
    await intranet.reopen((text) => text);
    await ana.page.reload();
    await ana.isSignedInAs(intranet.personas.requester);
    await ana.close();
  });

  test("takes what one provider was asked to another one, and is refused", async () => {
    const ana = await Employee.open("samlp");
    const asked = ana.page.waitForRequest(`${providers.simplesamlphp.address}/**`);
    await ana.page.goto(`${intranet.kith}/saml/sign-on?provider=simplesamlphp`);
    const { search } = new URL((await asked).url());
    await ana.page.goto(`${providers.samlp.address}/sign-on${search}`);
    await ana.provider.signIn(ana.page, "ana");
    await ana.atKith();
    await ana.isRefusedBy("issuer");
    await ana.isOut();
    await ana.close();
  });

  test("is not signed out by another site", async () => {
    const ana = await Employee.open("samlp");
    await ana.signIn("ana");
    await ana.post(new URLSearchParams({ csrf: "guessed" }), "sign-off");
    await ana.page.goto(`${intranet.kith}/pages/find`);
    await ana.isSignedInAs(intranet.personas.requester);
    await ana.close();
  });

  test("is not sent elsewhere after signing in", async () => {
    const ana = await Employee.open("samlp");
    ana.expected.push(/status of 400/);
    for (const elsewhere of ["https://other.example/", "//other.example/", "/\\other.example"]) {
      const answer = await ana.ask(`&return=${encodeURIComponent(elsewhere)}`);
      assert.equal(answer.status(), 400, elsewhere);
    }
    await ana.close();
  });
});

describe("from a page of the intranet", () => {
  test("she signs in and out by what stands in the frame", async () => {
    const ana = await Employee.open("simplesamlphp");
    await ana.open("/wellbeing");
    await ana.press("Sign in");
    await ana.page.waitForURL(`${ana.provider.address}/**`);
    await ana.provider.signIn(ana.page, "ana");
    await ana.page.waitForURL(`${intranet.home}/**`);
    await ana.open("/wellbeing");
    await ana.reads("Pick someone for me");

    await ana.press("Sign out");
    await ana.page.waitForURL(`${intranet.kith}/saml/sign-off`);
    await ana.page.getByRole("button", { name: "Sign out" }).click();
    await ana.page.getByText("You are signed out").waitFor();
    await ana.open("/wellbeing");
    await ana.reads("Sign in");
    await ana.close();
  });
});

describe("where the provider may begin by itself, and requests go by a form", () => {
  before(() => reopen('unasked="true" requestBinding="post"'));

  for (const kind of kinds) {
    test(`${kind}: what nobody asked for signs her in`, async () => {
      const ana = await Employee.open(kind);
      await ana.page.goto(ana.provider.begin(intranet.kith));
      await ana.provider.signIn(ana.page, "ana");
      await ana.atKith();
      await ana.isSignedInAs(intranet.personas.requester);
      await ana.close();
    });

    test(`${kind}: what she asks for goes there by a form`, async () => {
      const ana = await Employee.open(kind);
      const asked = ana.page.waitForRequest(
        (request) => request.method() === "POST" && request.url().startsWith(ana.provider.address),
      );
      await ana.page.goto(`${intranet.kith}/saml/sign-on?provider=${kind}`);
      assert.match((await asked).postData(), /^SAMLRequest=/);
      await ana.page.waitForURL(`${ana.provider.address}/**`);
      await ana.provider.signIn(ana.page, "ana");
      await ana.atKith();
      await ana.isSignedInAs(intranet.personas.requester);
      await ana.close();
    });
  }
});

describe("where another way of signing in is asked for than a password", () => {
  before(() => reopen("", `<authnContext class="${CODE}"/>`));

  // One says that it cannot, the others sign her in by a password all the same.
  for (const [kind, rule] of [
    ["simplesamlphp", "authn_context"],
    ["pysaml2", "status"],
    ["samlp", "authn_context"],
  ]) {
    test(`${kind}: a password is not taken`, async () => {
      const ana = await Employee.open(kind);
      await ana.ask();
      if (rule === "authn_context") await ana.provider.signIn(ana.page, "ana");
      await ana.atKith();
      await ana.isRefusedBy(rule);
      await ana.isOut();
      await ana.close();
    });
  }
});
