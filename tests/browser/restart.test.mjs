// The host is killed at any moment: her words are where she left them, or she is told that they were
// not sent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Intranet, openBrowser, Visitor } from "./kit.mjs";

let intranet;
let browser;
let ana;
let ben;
before(async () => {
  intranet = await Intranet.start();
  browser = await openBrowser();
  ana = await Visitor.open(browser, intranet, "requester");
  ana.expected.push(/Failed to load resource/, /ERR_/);
  await ana.open("/wellbeing");
});
after(async () => {
  await browser?.close();
  await intranet?.stop();
});

const count = (text) => ana.inside.locator("ol.messages li", { hasText: text }).count();

test("killed before the request is sent: it is not sent, and the draft is still there", async () => {
  await ana.press("Pick someone for me");
  await ana.inside.getByLabel("In your own words, if you like").fill("Words before the cut");
  await ana.press("Continue");
  intranet.kill();
  await ana.press("Send my request");
  await ana.reads("There is no connection at the moment. Nothing was sent.");
  intranet.restart();
  await ana.press("Send my request");
  await ana.reads("Your return code");
  await ana.press("I have kept it, or do not need it");
  await ana.reads("Words before the cut");
});

test("killed in the conversation: not sent is said, and sending again sends once", async () => {
  const { supporter } = await ana.inside.evaluate(
    async () => (await (await fetch("../v1/requests")).json()).requests[0],
  );
  ben = await Visitor.open(browser, intranet, supporter.id);
  ben.expected.push(/Failed to load resource/, /ERR_/);
  await ben.open("/listening");
  await ben.press("Accept");
  await ana.reads("has accepted");
  await ana.inside.getByLabel("Write something").fill("The first message");
  await ana.press("Send");
  await ana.reads("The first message");
  await ana.inside.getByLabel("Write something").fill("The one in the cut");
  intranet.kill();
  await ana.press("Send");
  await ana.reads("Not sent. Your words are still here.");
  assert.equal(await ana.inside.getByLabel("Write something").inputValue(), "The one in the cut");
  intranet.restart();
  await ana.press("Try again");
  await ana.inside.locator("ol.messages li", { hasText: "The one in the cut" }).waitFor();
  assert.equal(await count("The one in the cut"), 1);
  assert.equal(await count("The first message"), 1);
});

test("answered, but the answer was lost on the way: sending again does not say it twice", async () => {
  await ana.page.route("**/messages", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch(); // Kith has it; the page never hears so.
    await route.abort();
  });
  await ana.inside.getByLabel("Write something").fill("The one whose answer was lost");
  await ana.press("Send");
  await ana.reads("Not sent. Your words are still here.");
  await ana.page.unroute("**/messages");
  await ana.press("Try again");
  await ana.inside
    .locator("ol.messages li", { hasText: "The one whose answer was lost" })
    .waitFor();
  await ana.page.waitForTimeout(6000);
  assert.equal(await count("The one whose answer was lost"), 1);
});

test("after all that, a new window finds everything where it was", async () => {
  const again = await Visitor.open(browser, intranet, "requester");
  await again.open("/my-support");
  await again.press("Open");
  for (const words of [
    "Words before the cut",
    "The first message",
    "The one in the cut",
    "The one whose answer was lost",
  ]) {
    await again.reads(words);
  }
  await again.close();
});
