// Every screen and state: axe with the size of targets, a walk with the Tab key, no sideways
// scrolling; in light and dark, on a phone and a desktop, in English and in Arabic.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axeFindings, here, Intranet, openBrowser, Visitor } from "./kit.mjs";

let intranet;
let browser;
const shots = join(here, "shots");
before(async () => {
  mkdirSync(shots, { recursive: true });
  intranet = await Intranet.start();
  await intranet.nameCustodians(intranet.supporters.slice(0, 2).map((one) => one.id));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await intranet?.stop();
});

// Colours change no order: the walk with Tab, the longest part, is made once in each direction of
// writing.
const SETTINGS = [
  {
    name: "light",
    tabs: true,
    lang: "en",
    asker: "requester",
    options: { viewport: { width: 1280, height: 900 } },
  },
  {
    name: "dark-phone",
    lang: "de",
    asker: "requester",
    options: { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  },
  {
    name: "arabic-phone",
    tabs: true,
    lang: "ar",
    asker: "requesterAr",
    options: { viewport: { width: 320, height: 640 } },
  },
  {
    name: "contrast",
    lang: "en",
    asker: "requester",
    options: { viewport: { width: 1280, height: 900 }, forcedColors: "active" },
  },
];

// What she is told of a hold and where a name was opened: the sample has no host through which
// custodians decide.
const KEPT = {
  erasedAfter: "2026-03-03T10:00:00Z",
  unread: true,
  daysAfterClosing: 14,
  holds: [
    {
      reason: "investigation",
      askedAt: "2026-03-02T09:00:00Z",
      begunAt: "2026-03-02T10:00:00Z",
      until: "2026-12-31",
    },
    {
      reason: "legal-claim",
      askedAt: "2026-03-02T09:00:00Z",
      begunAt: "2026-03-02T10:00:00Z",
      until: "2027-02-01",
    },
  ],
};
const OPENED = {
  exceptions: [
    {
      exception: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
      dangerTo: "self",
      askedAt: "2026-03-02T09:00:00Z",
      begunAt: "2026-03-02T10:00:00Z",
      until: "2026-03-03T10:00:00Z",
      endedAt: "2026-03-03T10:00:00Z",
      nameReadAt: "2026-03-02T11:00:00Z",
      reviewedAt: "2026-03-12T09:00:00Z",
      outcome: "not-justified",
    },
  ],
};

/** What can be clicked is noted while the page makes it: a listener on a <span> is on no list. */
function noteClicks() {
  const add = EventTarget.prototype.addEventListener;
  window.clickable = new Set();
  EventTarget.prototype.addEventListener = function (type, ...more) {
    if (type === "click" && this instanceof Element) window.clickable.add(this);
    return add.call(this, type, ...more);
  };
}

/** Presses Tab through the whole page; gives what can be clicked and was never reached. */
async function unreachable(page) {
  await page.evaluate(() => {
    window.reached = new Set();
    window.first = null;
    document.activeElement?.blur();
  });
  const all = await page.evaluate(() => {
    const native = document.querySelectorAll("a[href], button, input, select, textarea");
    window.all = [...new Set([...native, ...window.clickable])].filter(
      (one) => one.isConnected && one.checkVisibility(),
    );
    return window.all.length;
  });
  // Some fields, such as a date, take several presses: on until the walk is back at its first place.
  for (let i = 0, back = false; i < all * 3 + 10 && !back; i++) {
    await page.keyboard.press("Tab");
    back = await page.evaluate(() => {
      const here = document.activeElement;
      window.first ??= here;
      const again = window.reached.size > 1 && here === window.first && window.last !== here;
      window.reached.add(here);
      window.last = here;
      return again;
    });
  }
  // Of radio buttons Tab reaches one; the arrow keys go on from there.
  return page.evaluate(() => {
    const groups = [...window.reached].filter((one) => one.type === "radio").map((one) => one.name);
    return window.all
      .filter((one) => !window.reached.has(one))
      .filter((one) => one.type !== "radio" || !groups.includes(one.name))
      .map((one) => one.outerHTML.slice(0, 120));
  });
}

class Walk {
  constructor(setting) {
    this.setting = setting;
    this.words = JSON.parse(
      readFileSync(join(here, "../../sdk/widgets/messages", `${setting.lang}.json`)),
    );
    this.found = [];
    this.screens = 0;
  }

  async open(persona, page) {
    this.visitor = await Visitor.open(browser, intranet, persona, this.setting.options);
    this.visitor.expected.push(/404/);
    await this.visitor.page.addInitScript(noteClicks);
    await this.visitor.page.goto(`${intranet.kith}/pages/${page}#lang=${this.setting.lang}`);
    this.visitor.inside = this.visitor.page.mainFrame();
    await this.visitor.inside.locator("h1").waitFor();
    return this.visitor;
  }
  async press(key, values = {}) {
    const name = this.words[key].replace(/\{(\w+)\}/g, (_, one) => values[one]);
    await this.visitor.inside.getByRole("button", { name, exact: true }).first().click();
    await this.visitor.page.waitForTimeout(250);
  }
  label(key, at = 0) {
    return this.visitor.inside.getByLabel(this.words[key], { exact: true }).nth(at);
  }

  /** Looks at the screen that is shown now. */
  async look(screen) {
    const { page } = this.visitor;
    await page.waitForTimeout(200);
    this.screens++;
    await page.screenshot({
      path: join(shots, `${this.setting.name}-${screen}.png`),
      fullPage: true,
    });
    const wrong = await axeFindings(page.mainFrame());
    if (this.setting.tabs)
      for (const each of await unreachable(page)) wrong.push(`not reached with Tab: ${each}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > this.setting.options.viewport.width) wrong.push(`it scrolls sideways: ${width}`);
    this.found.push(...wrong.map((one) => `${this.setting.name}, ${screen}: ${one}`));
  }
}

for (const setting of SETTINGS) {
  test(`nobody is shut out: ${setting.name}, ${setting.lang}`, async () => {
    const walk = new Walk(setting);
    const ana = await walk.open(setting.asker, "find");
    await walk.look("find-start");
    await walk.press("find.browse");
    await walk.look("find-browse");
    await walk.press("back");
    await walk.press("find.pick");
    await walk.look("find-about");
    await walk.press("about.name-people");
    await walk.label("people.search").fill("a");
    await walk.label("people.search").fill("an");
    await ana.page.waitForTimeout(700);
    await walk.look("find-people");
    await ana.inside.locator("ul.found button").first().click();
    await walk.label("about.words").fill("He shouts at me.");
    await walk.look("find-named");
    await walk.press("continue");
    await walk.look("find-before");
    await ana.page.route("**/v1/requests", (route) => route.abort());
    ana.expected.push(/ERR_/);
    await walk.press("before.send");
    await walk.look("find-offline");
    await ana.page.unroute("**/v1/requests");
    await walk.press("before.send");
    await ana.inside.locator("ol.code").waitFor();
    await walk.look("find-sent");
    await walk.press("code.kept");
    await walk.look("support-offered");
    const { request, supporter } = await ana.inside.evaluate(
      async () => (await (await fetch("../v1/requests")).json()).requests[0],
    );

    await walk.press("back");
    await walk.look("support-list");
    await walk.press("all.copy");
    await ana.inside.locator("ol.code").waitFor();
    await walk.look("support-copy");
    await walk.press("back");
    await walk.press("one.erase");
    await walk.look("support-erase-all");
    await walk.press("back");
    const other = walk.visitor;
    const ben = await walk.open(supporter.id, "desk");
    await ana.page.waitForTimeout(300);
    await walk.look("desk-offer");
    await walk.press("desk.accept");
    await ben.page.waitForTimeout(600);
    await walk.look("desk-serving");
    await walk.press("guide.title");
    await walk.look("desk-guidance");
    await walk.press("back");
    await ben.page.waitForTimeout(600);
    await walk.press("desk.open");
    await walk.look("desk-conversation");
    await walk.label("talk.write").fill("I am glad that you wrote.");
    await walk.press("talk.send");
    await walk.press("refer.title");
    await walk.look("desk-refer");
    await walk.press("danger.title");
    await walk.look("desk-danger");
    await walk.label("danger.self").check();
    await walk.press("danger.ask");
    await ben.page.waitForTimeout(500);
    await walk.look("desk-danger-asked");
    await walk.press("back");
    await walk.press("back");
    await walk.press("desk.record");
    await ben.page.waitForTimeout(500);
    await walk.look("desk-record");
    await ben.close();

    walk.visitor = other;
    await ana.page.route("**/kept", (route) => route.fulfill({ json: KEPT }));
    await walk.press("mine.open");
    await ana.page.waitForTimeout(500);
    await ana.page.route("**/exceptions", (route) => route.fulfill({ json: OPENED }));
    await walk.press("one.looks");
    await walk.look("support-active");
    await walk.press("consent.withdraw-words");
    await ana.page.waitForTimeout(700);
    await walk.look("support-withdrawn");
    await walk.open(supporter.id, "desk");
    await walk.visitor.page.waitForTimeout(600);
    await walk.look("desk-withheld");
    await walk.visitor.close();
    walk.visitor = other;
    await walk.press("one.close");
    await walk.look("support-end");
    await walk.press("end.do");
    await ana.page.waitForTimeout(700);
    await walk.look("support-closed");
    await walk.press("one.erase");
    await walk.look("support-erase");
    await walk.press("erase.do");
    await walk.look("support-erased");
    await ana.close();
    assert.ok(request);

    const newcomer = await walk.open(setting.asker, "desk");
    await newcomer.page.waitForTimeout(500);
    await walk.look("desk-join");
    await newcomer.close();
    const stranger = await walk.open(null, "support");
    await walk.look("support-code");
    await walk.label("return.words").fill("not a code at all");
    await walk.press("return.open");
    await walk.look("support-wrong-code");
    await stranger.close();
    const nobody = await walk.open(null, "find");
    await walk.look("find-signed-out");
    await nobody.close();

    assert.deepEqual(walk.found, []);
    assert.equal(walk.screens, 31);
  });
}

test("the intranet's own pages, with the elements in them", async () => {
  const found = [];
  for (const options of [{}, { colorScheme: "dark", viewport: { width: 320, height: 640 } }]) {
    const ana = await Visitor.open(browser, intranet, "requester", options);
    ana.expected.push(/404/); // She is no supporter, and the desk asks.
    for (const path of [
      "/",
      "/wellbeing",
      "/my-support",
      "/listening",
      "/canteen",
      "/people-to-be",
    ]) {
      await ana.page.goto(intranet.home + path);
      await ana.page.waitForTimeout(800);
      await ana.page.screenshot({
        path: join(shots, `host${options.colorScheme ?? ""}${path.replace("/", "-")}.png`),
        fullPage: true,
      });
      for (const one of await axeFindings(ana.page.mainFrame())) found.push(`${path}: ${one}`);
    }
    await ana.close();
  }
  assert.deepEqual(found, []);
});

test("the words said aloud when a screen changes come from its heading", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  await ana.open("/wellbeing");
  await ana.press("Pick someone for me");
  assert.equal(await ana.inside.evaluate(() => document.activeElement.tagName), "H1");
  assert.equal(await ana.inside.locator("[role=status]").count(), 1);
  await ana.close();
});
