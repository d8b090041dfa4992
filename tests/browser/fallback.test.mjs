// Never a blank box: where Kith's page is not there, what the host wrote between the tags is.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Intranet, openBrowser, Visitor } from "./kit.mjs";

let intranet;
let browser;
before(async () => {
  intranet = await Intranet.start();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await intranet?.stop();
});

const fallback = (page) => page.getByRole("link", { name: "112" });

/** A visit in which what `pattern` matches does not come. */
async function without(pattern, options) {
  const ana = await Visitor.open(browser, intranet, "requester", options);
  ana.expected.push(/Failed to load resource/, /ERR_/);
  await ana.page.route(pattern, (route) => route.abort());
  await ana.page.goto(`${intranet.home}/wellbeing`);
  return ana;
}

test("without the element's script the host's own words stand there", async () => {
  const ana = await without("**/widgets/kith.js");
  await fallback(ana.page).waitFor();
  await ana.close();
});

test("without scripting at all too", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${intranet.home}/people-to-be`);
  await page.click("button[value=requester]");
  await page.goto(`${intranet.home}/wellbeing`);
  await fallback(page).waitFor();
  await context.close();
});

test("where the page in the frame breaks, the element says so and shows them again", async () => {
  const ana = await without("**/v1/promise*");
  await ana.page.evaluate(() => {
    window.code = null;
    addEventListener(
      "kith-error",
      (event) => {
        window.code = event.detail.code;
      },
      true,
    );
  });
  await ana.page.evaluate(() => document.querySelector("kith-find-peer").refresh());
  await ana.page.waitForFunction(() => window.code !== null);
  assert.equal(await ana.page.evaluate(() => window.code), "start");
  await fallback(ana.page).waitFor();
  await ana.close();
});

test("where the frame says nothing at all, they come after a while", async () => {
  const ana = await without("**/widgets/requester.js");
  await fallback(ana.page).waitFor();
  assert.equal(await ana.page.locator("iframe:visible").count(), 0);
  await ana.close();
});

test("two copies of the element's file on one page do no harm", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  await ana.open("/wellbeing");
  const again = await ana.page.evaluate(async () => {
    const module = await import("/kith/widgets/kith.js?again");
    module.defineKith("acme");
    return [
      customElements.get("acme-find-peer") !== undefined,
      customElements.get("kith-find-peer") !== undefined,
    ];
  });
  assert.deepEqual(again, [true, true]);
  await ana.close();
});

test("somebody who is signed out in the middle is told so, and so is the page around", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  ana.expected.push(/401/);
  await ana.open("/wellbeing");
  await ana.page.evaluate(() => {
    window.told = 0;
    addEventListener("kith-auth-required", () => window.told++, true);
  });
  await ana.page.context().clearCookies();
  await ana.press("Look round first");
  await ana.reads("You are not signed in.");
  assert.equal(await ana.page.evaluate(() => window.told), 1);
  await ana.close();
});

test("an element that is taken away in the middle leaves nothing behind", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  await ana.page.goto(`${intranet.home}/wellbeing`);
  await ana.page.evaluate(() => document.querySelector("kith-find-peer").remove());
  await ana.page.waitForTimeout(500);
  for (let i = 0; i < 3; i++) await ana.page.keyboard.press("ShiftLeft");
  await ana.page.waitForTimeout(300);
  assert.equal(ana.page.url(), `${intranet.home}/wellbeing`);
  await ana.close();
});
