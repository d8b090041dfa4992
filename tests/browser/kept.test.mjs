// How long something is kept is said in a day; a copy of everything is hers, and so is the end of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axeFindings, build, here, Intranet, openBrowser, Visitor } from "./kit.mjs";

const WORDS = "He shouts at me in front of everybody.";
const shots = join(here, "shots");

let intranet;
let browser;
let custodians;
before(async () => {
  mkdirSync(shots, { recursive: true });
  intranet = await Intranet.start();
  custodians = python("choose", intranet.folder).trim().split("\n");
  await intranet.nameCustodians(custodians);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await intranet?.stop();
});

function python(...words) {
  return execFileSync("python3", [join(here, "custodians.py"), ...words], { encoding: "utf8" });
}

/** Two custodians place a hold on it, as their host does it with this database. */
function hold(request, reason, until) {
  python("hold", build, intranet.folder, request, reason, until, ...custodians.slice(0, 2));
}

const inDays = (days) => new Date(Date.now() + days * 86_400_000);
const isoDay = (date) => date.toISOString().slice(0, 10);
const inWords = (day, language = "en-US", timeZone = "UTC") =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone }).format(new Date(day));

/** Kith's page alone and in English. */
async function look(visitor, page) {
  const address = `${intranet.kith}/pages/${page}#lang=en`;
  if (visitor.page.url() === address) await visitor.page.reload();
  else await visitor.page.goto(address);
  visitor.inside = visitor.page.mainFrame();
  await visitor.inside.locator("h1").waitFor();
}

/** Somebody who has just asked, and is on the page of her request. */
async function whoAsked(persona, options = {}) {
  const ana = await Visitor.open(browser, intranet, persona, options);
  await look(ana, "find");
  await ana.press("Pick someone for me");
  await ana.inside.getByLabel("In your own words, if you like").fill(WORDS);
  await ana.press("Continue");
  await ana.press("Send my request");
  await ana.press("I have kept it, or do not need it");
  await ana.reads("How long this is kept");
  return ana;
}

/** What her list says of the request that she opened last, asked as her page asks. */
const newest = (visitor) =>
  visitor.inside.evaluate(async () => {
    const { requests } = await (await fetch("../v1/requests")).json();
    return requests.find((one) => one.state !== "closed");
  });

/** The supporter who was asked and has accepted, with the conversation open. */
async function whoListens(ana) {
  const { supporter } = await newest(ana);
  const ben = await Visitor.open(browser, intranet, supporter.id);
  await look(ben, "desk");
  await ben.press("Accept");
  await ben.press("Open");
  await ben.reads(WORDS);
  return ben;
}

const count = (visitor, text) => visitor.inside.getByText(text).count();
const keptText = (visitor) =>
  visitor.inside.evaluate(
    () => document.getElementById("kept-title").parentElement.innerText.split(/\n+/),
  );

/** What Tab reaches in `main`, in its order. */
async function tabOrder(visitor, steps) {
  await visitor.inside.evaluate(() => document.querySelector("h1").focus());
  const reached = [];
  for (let i = 0; i < steps; i++) {
    await visitor.page.keyboard.press("Tab");
    reached.push(
      await visitor.inside.evaluate(
        () => document.activeElement.id || document.activeElement.innerText,
      ),
    );
  }
  return reached;
}

/** All that a browser could keep of a page's own. */
const leftBehind = (visitor) =>
  visitor.inside.evaluate(async () => [
    localStorage.length + sessionStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    history.state,
  ]);
const NOTHING = [0, "", 0, 0, null];

test("a request says when it is erased by itself, what waits to be read, and what holds it", async () => {
  const ana = await whoAsked("requester");
  const { request } = await newest(ana);
  const day = inWords(inDays(90), "en-US", undefined);
  await ana.reads(`If nothing more happens here, everything is erased by itself on ${day}.`);
  assert.equal(await count(ana, /custodians have it kept/), 0);
  assert.deepEqual(await axeFindings(ana.inside), []);

  // What her supporter wrote does not reach her: it waits for her 30 days longer.
  await ana.page.route("**/messages", (route) => route.abort());
  ana.expected.push(/ERR_/);
  const ben = await whoListens(ana);
  await ben.inside.getByLabel("Write something").fill("I am here.");
  await ben.press("Send");
  await ben.reads("I am here.");
  await look(ana, "support");
  await ana.press("Open");
  await ana.reads("It is kept that long because you have not read everything yet.");
  await ana.reads(`by itself on ${inWords(inDays(120), "en-US", undefined)}.`);
  await ana.page.unroute("**/messages");
  await ana.reads("I am here.");
  await ana.reads(`by itself on ${day}.`);
  assert.equal(await count(ana, /not read everything/), 0, "she has read it now");

  // Shorter than the day that stands anyway, and then longer.
  const soon = isoDay(inDays(30));
  hold(request, "asked-by-owner", soon);
  const late = isoDay(inDays(200));
  await look(ana, "support");
  await ana.press("Open");
  await ana.reads(`Two custodians have it kept until ${inWords(soon)}, because you asked for it.`);
  assert.deepEqual(await keptText(ana), [
    "How long this is kept",
    `If nothing more happens here, everything is erased by itself on ${day}.`,
    `Two custodians have it kept until ${inWords(soon)}, because you asked for it.`,
    "Nobody can read more because of this, and you can still erase everything.",
  ]);
  hold(request, "legal-claim", late);
  await look(ana, "support");
  await ana.press("Open");
  await ana.reads(`Two custodians have it kept until ${inWords(late)}, because of a legal claim.`);
  const said = await keptText(ana);
  assert.equal(said.filter((one) => one.includes("If nothing more happens")).length, 0);
  assert.deepEqual(said.slice(-2), [
    "After that it is erased by itself.",
    "Nobody can read more because of this, and you can still erase everything.",
  ]);
  assert.deepEqual(await axeFindings(ana.inside), []);
  await ana.page.screenshot({ path: join(shots, "kept-held.png"), fullPage: true });

  // She can erase it nevertheless.
  await ana.press("Erase everything");
  await ana.press("Erase it now");
  await ana.reads(/Nothing of it is left here\. From \w+ 1, \d{4} on no older copy can be read/);
  assert.equal(await ana.inside.evaluate(() => document.activeElement.tagName), "H1");
  assert.deepEqual(await axeFindings(ana.inside), []);
  const answer = await ana.inside.evaluate(
    async (request) => (await fetch(`../v1/requests/${request}`)).status,
    request,
  );
  ana.expected.push(/404/);
  ben.expected.push(/404/);
  assert.equal(answer, 404);
  for (const visitor of [ana, ben]) await visitor.close();
});

test("before she ends it she reads what that erases; once it has ended it goes the same day", async () => {
  const ana = await whoAsked("requesterAr");
  await ana.press("End this");
  await ana.reads("Nobody can write here after that, and everything here is erased by itself.");
  await ana.reads(/That happens within hours\./);
  assert.deepEqual(await axeFindings(ana.inside), []);
  await ana.press("Back");
  await ana.reads(/If nothing more happens here/); // Nothing has ended yet.
  await ana.press("End this");
  await ana.press("End it now");
  await ana.reads("You can read here what was said until it is erased.");
  await ana.reads("Everything here is erased by itself today.");
  assert.equal(await count(ana, /If nothing more happens/), 0);
  await ana.close();
});

test("a day that cannot be asked for is not guessed", async () => {
  const ana = await whoAsked("requesterAr");
  ana.expected.push(/ERR_/);
  await ana.reads(/everything is erased by itself on/);
  await ana.page.route("**/kept", (route) => route.abort());
  await ana.press("End this");
  await ana.press("End it now");
  await ana.reads("There is no connection at the moment.");
  assert.equal(await count(ana, /erased by itself/), 0);
  await ana.close();
});

test("a copy of everything is hers: a file that age opens with words that are shown once", async () => {
  const ana = await whoAsked("requester", { acceptDownloads: true });
  await ana.page.addInitScript(() => {
    window.urls = { made: 0, revoked: 0 };
    const { createObjectURL: make, revokeObjectURL: revoke } = URL;
    URL.createObjectURL = (blob) => (window.urls.made++, make.call(URL, blob));
    URL.revokeObjectURL = (url) => (window.urls.revoked++, revoke.call(URL, url));
  });
  await ana.open("/my-support"); // As everybody sees it: in the frame, under both policies.
  await ana.reads("What Kith holds on you");
  let fetched = 0;
  ana.page.on("request", (request) => request.url().endsWith("/me/data") && fetched++);
  const coming = ana.page.waitForEvent("download");
  await ana.inside.getByRole("button", { name: "Get a copy" }).dblclick();
  const download = await coming;
  await ana.reads("These twelve words open it");
  assert.equal(fetched, 1, "pressed twice, there is one file and its words");
  assert.equal(download.suggestedFilename(), `kith-${isoDay(new Date())}.age`);
  await ana.reads(`age -d -o kith.txt ${download.suggestedFilename()}`);
  assert.deepEqual(await ana.inside.evaluate(() => window.urls), { made: 1, revoked: 1 });
  assert.deepEqual(await leftBehind(ana), NOTHING);
  assert.deepEqual(await axeFindings(ana.inside), []);
  assert.deepEqual(await tabOrder(ana, 2), ["Back", "Print it for myself"]);

  const words = await ana.inside.locator("ol.code li").allTextContents();
  assert.equal(words.length, 12);
  const file = join(intranet.folder, "copy.age");
  const opened = join(intranet.folder, "copy.txt");
  await download.saveAs(file);
  assert.equal(readFileSync(file).subarray(0, 21).toString(), "age-encryption.org/v1");
  execFileSync("python3", [join(here, "open_age.py"), file, words.join(" "), opened]);
  const text = readFileSync(opened, "utf8");
  assert.ok(text.includes(WORDS) && text.includes(intranet.personas.requester.displayName));

  await ana.press("Back");
  await ana.reads("What Kith holds on you");
  const page = await ana.inside.evaluate(() => document.documentElement.outerHTML);
  for (const word of words) assert.ok(!new RegExp(`>${word}<`).test(page), word);
  await ana.close();
});

test("a copy that could not be had says so, and leaves nothing on the disk", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  ana.expected.push(/ERR_/);
  let downloads = 0;
  ana.page.on("download", () => downloads++);
  await look(ana, "support");
  await ana.page.route("**/me/data", (route) => route.abort());
  await ana.press("Get a copy");
  await ana.reads("There is no connection at the moment.");
  await ana.page.unroute("**/me/data");
  assert.equal(downloads, 0);
  await ana.press("Get a copy");
  await ana.reads("Your copy");
  await ana.close();
});

test("on a narrow page from right to left every word has its number in sight", async () => {
  const options = { viewport: { width: 320, height: 640 }, locale: "ar" };
  const ana = await Visitor.open(browser, intranet, "requesterAr", options);
  await ana.open("/my-support");
  await ana.inside.locator("section[aria-labelledby=all-title] button").first().click();
  await ana.inside.locator("ol.code").waitFor();
  const { wide, room, dir } = await ana.inside.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: innerWidth,
    dir: document.documentElement.dir,
  }));
  assert.equal(dir, "rtl");
  assert.equal(wide, room);
  await ana.close();
});

test("leaving at once covers the words and the question, and Back brings neither again", async () => {
  for (const [button, shown] of [
    ["Get a copy", "Your copy"],
    ["Erase everything", "Erase everything?"],
  ]) {
    const ana = await Visitor.open(browser, intranet, "requester");
    await ana.page.route("**/canteen", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await ana.open("/my-support");
    await ana.press(button);
    await ana.inside.getByRole("heading", { name: shown }).waitFor();
    await ana.inside.locator("h1").focus();
    for (let i = 0; i < 3; i++) await ana.page.keyboard.press("Shift");
    const inside = await ana.inside.evaluate(() => {
      const top = document.elementFromPoint(innerWidth / 2, 40);
      return top.className;
    });
    assert.equal(inside, "cover", shown);
    await ana.page.waitForURL("**/canteen");
    await ana.page.goBack();
    assert.equal(ana.page.url(), `${intranet.home}/`, "Back leads to the page before");
    await ana.close();
  }
});

test("who comes back with her words sees one request, and nothing of all the others", async () => {
  const ana = await Visitor.open(browser, intranet, "supporter2");
  await look(ana, "find");
  await ana.press("Pick someone for me");
  await ana.press("Continue");
  await ana.press("Send my request");
  await ana.reads("Your return code");
  const words = await ana.inside.locator("ol.code li").allTextContents();
  const back = await Visitor.open(browser, intranet, null);
  await look(back, "support");
  await back.inside.getByLabel("Your twelve words").fill(words.join(" "));
  await back.press("Open");
  await back.reads(/everything is erased by itself on/);
  await back.press("Back");
  await back.reads("My support");
  assert.equal(await count(back, "What Kith holds on you"), 0);
  for (const visitor of [ana, back]) await visitor.close();
});

test("everything goes at her word, with her role where she says so, and the page names the day", async () => {
  const ana = await whoAsked("supporter");
  await look(ana, "support");
  await ana.reads("Someone has been asked");
  assert.deepEqual(await tabOrder(ana, 5), [
    "Open",
    "Ask for someone to talk to",
    "Come back with a return code",
    "Get a copy",
    "Erase everything",
  ]);
  await ana.press("Erase everything");
  await ana.reads("All your requests go, with everything in them");
  await ana.reads("your entry in your company’s directory, and counts without names");
  assert.deepEqual(await axeFindings(ana.inside), []);
  assert.deepEqual(await tabOrder(ana, 3), ["supporter-role", "Erase it now", "Back"]);
  const role = ana.inside.getByLabel("Also my role as a peer supporter");
  assert.equal(await role.isChecked(), false);
  assert.equal(await ana.inside.evaluate(() => document.activeElement.innerText), "Back");

  // Gone back and come again: nothing is ticked for her.
  await role.check();
  await ana.press("Back");
  await ana.press("Erase everything");
  assert.equal(await role.isChecked(), false);
  await ana.press("Erase it now");
  await ana.reads(/From \w+ 1, \d{4} on no older copy can be read either\./);
  assert.deepEqual(await axeFindings(ana.inside), []);
  assert.deepEqual(await leftBehind(ana), NOTHING);
  await look(ana, "support");
  await ana.reads("There is nothing here yet.");
  assert.equal(await isSupporter(ana), true, "her role was not named");

  await ana.press("Erase everything");
  await role.check();
  await ana.press("Erase it now");
  await ana.reads("It is erased");
  assert.equal(await isSupporter(ana), false);
  await ana.close();
});

const isSupporter = (visitor) =>
  visitor.inside.evaluate(async () =>
    (await (await fetch("../v1/session")).json()).capacities.includes("peer-supporter"),
  );

test("what could not be erased is said, and sent again it is the same act", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  ana.expected.push(/ERR_/);
  await look(ana, "support");
  const keys = [];
  ana.page.on("request", (request) => {
    if (request.url().endsWith("/me/erase")) keys.push(request.headers()["idempotency-key"]);
  });
  await ana.page.route("**/me/erase", (route) => route.abort());
  await ana.press("Erase everything");
  await ana.press("Erase it now");
  await ana.reads("There is no connection at the moment.");
  await ana.page.unroute("**/me/erase");
  await ana.press("Erase it now");
  await ana.reads("It is erased");
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await ana.close();
});
