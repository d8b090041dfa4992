// Leaving at once, and what is left of a visit: nothing.
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

/** On the well-being page with words in a field, and a destination that takes its time. */
async function inTheMiddle(options) {
  const ana = await Visitor.open(browser, intranet, "requester", options);
  await ana.page.route("**/canteen", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await route.continue();
  });
  await ana.open("/wellbeing");
  await ana.press("Pick someone for me");
  await ana.inside.getByLabel("In your own words, if you like").fill("He shouts at me.");
  return ana;
}

async function isGone(ana) {
  await ana.page.waitForURL("**/canteen");
  await ana.page.goBack();
  assert.equal(ana.page.url(), `${intranet.home}/`, "Back leads to the page before");
  await ana.page.goForward();
  await ana.page.waitForURL("**/canteen");
  assert.equal(await ana.page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await ana.close();
}

test("the button covers the page in less than a tenth of a second, and Back skips it", async () => {
  const ana = await inTheMiddle();
  // In one go inside the page: from the press to the second frame after it, which is on the screen.
  const { covered, on } = await ana.page.evaluate(async () => {
    const root = document.querySelector("kith-find-peer").shadowRoot;
    const frames = (n) =>
      new Promise((resolve) => requestAnimationFrame(() => resolve(n > 1 ? frames(n - 1) : null)));
    const pressed = performance.now();
    root.querySelector("button").click();
    await frames(2);
    const covered = performance.now() - pressed;
    return { covered, on: root.elementFromPoint(innerWidth / 2, innerHeight / 2)?.className };
  });
  assert.equal(on, "cover");
  assert.ok(covered < 100, `covered after ${covered} ms`);
  await isGone(ana);
});

test("Shift three times leaves, left and right, in the page and in the frame", async () => {
  for (const place of ["page", "frame"]) {
    const ana = await inTheMiddle();
    if (place === "page") await ana.page.getByRole("link", { name: "Canteen" }).focus();
    else await ana.inside.getByLabel("In your own words, if you like").focus();
    await ana.page.keyboard.press("ShiftLeft");
    await ana.page.keyboard.press("ShiftRight");
    if (place === "frame") await ana.reads("Press Shift once more to leave.");
    await ana.page.keyboard.press("ShiftLeft");
    await isGone(ana);
  }
});

test("Shift with other keys between is only typing", async () => {
  const ana = await inTheMiddle();
  await ana.inside.getByLabel("In your own words, if you like").focus();
  await ana.page.keyboard.type("AbC DeF");
  for (const key of ["ShiftLeft", "a", "ShiftLeft", "b", "ShiftLeft"])
    await ana.page.keyboard.press(key);
  await ana.page.waitForTimeout(300);
  assert.equal(ana.page.url(), `${intranet.home}/wellbeing`);
  await ana.close();
});

test("the way out stays in sight on a phone, wherever one has scrolled", async () => {
  const ana = await inTheMiddle({ viewport: { width: 320, height: 640 } });
  assert.equal(await ana.page.evaluate(() => document.documentElement.scrollWidth), 320);
  for (const part of [0.3, 0.6, 0.9]) {
    await ana.page.evaluate((part) => {
      const element = document.querySelector("kith-find-peer").getBoundingClientRect();
      scrollTo({ top: scrollY + element.top + element.height * part, behavior: "instant" });
    }, part);
    await ana.page.waitForTimeout(200);
    const hit = await ana.page.evaluate(() => {
      const button = document.querySelector("kith-find-peer").shadowRoot.querySelector("button");
      const box = button.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return (
        top?.shadowRoot?.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) ===
        button
      );
    });
    assert.ok(hit, `the button is not on top at ${part}`);
  }
  await ana.close();
});

test("a page of its own has its own way out", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  await ana.page.goto(`${intranet.kith}/pages/find#lang=en`);
  ana.inside = ana.page.mainFrame();
  await ana.inside.getByRole("button", { name: "Leave this page" }).click();
  await ana.page.waitForURL("**/canteen");
  await ana.page.goBack();
  assert.equal(ana.page.url(), `${intranet.home}/`);
  await ana.close();
});
