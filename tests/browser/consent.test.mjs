// What she agreed to is hers to take back and to give again; what opens a name without her is said
// before, asked for in the open, and told afterwards.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Intranet, openBrowser, Visitor } from "./kit.mjs";

const WORDS = "He shouts at me in front of everybody.";
const LATER_MS = 20_000; // An open page looks again every fifteen seconds.

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

/** Kith's page alone and in English, whatever language the person speaks. */
async function look(visitor, page) {
  const address = `${intranet.kith}/pages/${page}#lang=en`;
  if (visitor.page.url() === address) await visitor.page.reload();
  else await visitor.page.goto(address);
  visitor.inside = visitor.page.mainFrame();
}

/** Up to what it is about. */
async function write(persona) {
  const ana = await Visitor.open(browser, intranet, persona);
  await look(ana, "find");
  await ana.press("Pick someone for me");
  await ana.inside.getByLabel("In your own words, if you like").fill(WORDS);
  return ana;
}

/** Sends it; gives the supporter who was asked and has accepted, with the conversation open. */
async function beHeard(ana) {
  await ana.press("Send my request");
  await ana.press("I have kept it, or do not need it");
  await ana.reads("Someone has been asked");
  const { supporter } = await ana.inside.evaluate(async () => {
    const { requests } = await (await fetch("../v1/requests")).json();
    return requests.find((one) => one.state === "offered"); // Those of one hour have no order.
  });
  const ben = await Visitor.open(browser, intranet, supporter.id);
  await look(ben, "desk");
  await ben.press("Accept");
  await ben.press("Open");
  await ben.reads(WORDS);
  await ana.reads("Someone is here for you");
  return ben;
}

const count = (visitor, text) => visitor.inside.getByText(text).count();

test("words and name are given and taken back, and the other side sees it at once", async () => {
  const { displayName } = intranet.personas.requester;
  const ana = await write("requester");
  await ana.press("Continue");
  await ana.reads("Your name: nobody.");
  assert.equal(await count(ana, /custodian/i), 0, "there is none here");
  const ben = await beHeard(ana);
  ben.expected.push(/404/);

  await ana.reads("your peer supporter can no longer read anything here");
  await ana.press("Let nobody but me read here");
  await ana.reads("Nobody but you can read here at the moment.");
  await ana.reads("What the two of you write: you.");
  await ana.reads(/was allowed to read what you wrote here: from/);
  assert.equal(await ana.inside.evaluate(() => document.activeElement.id), "consent-title");
  await ben.reads("the permission to read here was taken back");
  assert.equal(await count(ben, WORDS), 0, "what was written leaves the screen");
  await ben.press("Back");
  await ben.reads("Permission taken back");
  await ben.reads("You can wait, or step aside");
  assert.equal(await ben.inside.getByRole("button", { name: "Open", exact: true }).count(), 0);
  assert.equal(await count(ben, /Somebody would like to talk/), 0, "nothing else is said");

  await ana.press("Let my peer supporter read here");
  await ana.reads("Your peer supporter may read what you write here.");
  await look(ben, "desk");
  await ben.press("Open");
  await ben.reads(WORDS);

  const named = ben.inside.getByRole("heading", { name: `Conversation with ${displayName}` });
  assert.equal(await named.count(), 0);
  await ana.press("Tell my peer supporter who I am");
  await ana.reads("Your peer supporter may know who you are.");
  await ana.reads(/Your name: the peer supporter, after accepting/);
  await named.waitFor({ timeout: LATER_MS });
  await ana.press("Show my name no longer");
  await ana.reads(/was allowed to know who you are: from/);
  await named.waitFor({ state: "detached", timeout: LATER_MS });
  await ben.reads(WORDS);

  await ana.press("End this");
  await ana.press("End it now");
  await ana.reads("You can read here what was said until it is erased.");
  await ana.inside.getByRole("button", { name: "Let nobody but me read here" }).waitFor({
    state: "detached",
    timeout: LATER_MS,
  });
  assert.equal(await count(ana, "Your peer supporter may read what you write here."), 0);
  for (const visitor of [ana, ben]) await visitor.close();
});

test("a consent that could not be changed stays as it was, and she is told", async () => {
  const ana = await write("requesterAr");
  await ana.press("Continue");
  await ana.press("Send my request");
  await ana.press("I have kept it, or do not need it");
  await ana.reads("Your peer supporter may read what you write here.");
  ana.expected.push(/ERR_/);
  await ana.page.route("**/consents/*", (route) => route.abort());
  await ana.press("Let nobody but me read here");
  await ana.reads("There is no connection at the moment. Nothing was sent.");
  await ana.reads("Your peer supporter may read what you write here.");
  await ana.page.unroute("**/consents/*");
  await ana.press("Let nobody but me read here");
  await ana.reads("Nobody but you can read here at the moment.");
  assert.equal(await count(ana, "There is no connection at the moment."), 0);
  await ana.close();
});

test("where there are no custodians, nobody is sent to one", async () => {
  const ana = await write("supporter2");
  await ana.press("Continue");
  const ben = await beHeard(ana);
  await ben.press("Somebody is in danger");
  await ben.reads("112");
  await ben.reads("Nobody in your company can open a name.");
  assert.equal(await ben.inside.locator("#ground").count(), 0);
  for (const visitor of [ana, ben]) await visitor.close();
});

test("where there are custodians, it is said before, asked for in the open, and told", async () => {
  await intranet.nameCustodians(intranet.supporters.slice(0, 2).map((one) => one.id));
  const ana = await write("requester");
  await ana.press("Continue");
  await ana.reads("Your name: two custodians together (in danger only).");
  await ana.reads("two independent custodians together can open your name for 24 hours");
  await ana.press("Back");
  await ana.inside.getByLabel("Give my name to the person who accepts").check();
  await ana.press("Continue");
  await ana.reads(/Your name: the peer supporter, after accepting,? and two custodians/);
  const ben = await beHeard(ana);

  await ben.press("Somebody is in danger");
  const first = await ben.inside.locator("a[href^=tel]").first().getAttribute("href");
  assert.equal(first, "tel:112", "the emergency number comes first");
  await ben.press("Ask two custodians");
  await ben.reads("Please choose one of the three first.");
  assert.equal(await ben.inside.evaluate(() => document.activeElement.value), "self");
  for (const key of ["ArrowDown", "ArrowDown"]) await ben.page.keyboard.press(key);
  assert.equal(await ben.inside.getByLabel("A child").isChecked(), true);
  await ben.press("Ask two custodians");
  await ben.reads("Nothing has been opened yet.");
  await ben.press("Back");
  await ben.reads(WORDS);
  ben.expected.push(/409/);
  await ben.press("Somebody is in danger");
  await ben.inside.getByLabel("A child").check();
  await ben.press("Ask two custodians");
  await ben.reads("It has been asked for already.");

  await ana.press("Who has looked?");
  await ana.reads(/Peer supporter 1 read your name/);
  assert.equal(await count(ana, /Two custodians/), 0, "what nobody approved opened nothing");
  await told(ana);
  for (const visitor of [ana, ben]) await visitor.close();
});

/** As the gateway tells it once two custodians have decided, which needs a host of theirs. */
async function told(ana) {
  const hour = (from) => new Date(Date.now() + from * 3_600_000).toISOString();
  const begun = { exception: "x", dangerTo: "child", askedAt: hour(-3), begunAt: hour(-2) };
  let now = { ...begun, until: hour(22) };
  await ana.page.route("**/exceptions", (route) => route.fulfill({ json: { exceptions: [now] } }));
  await ana.press("Back");
  const card = ana.inside.locator("li.card", { hasText: "Someone is here for you" });
  await card.getByRole("button").click();
  await ana.reads("Two custodians decided that your name may be opened");
  await ana.reads(/The reason: a child seemed to be in danger\./);
  await ana.reads(/Nobody has read your name\.\s+The two can read it until/);

  now = { ...begun, until: hour(-1), endedAt: hour(-1), nameReadAt: hour(-2) };
  await ana.press("Who has looked?");
  await ana.reads(/Your name was first read:/);
  await ana.reads("It has not been looked into afterwards so far.");
  now = { ...now, reviewedAt: hour(-1), outcome: "not-justified" };
  await ana.press("Who has looked?");
  await ana.reads(/Another custodian has looked into it: it was not justified/);
}
