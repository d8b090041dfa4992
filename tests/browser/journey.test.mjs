// Two people meet through the page: what a requester and her supporter do, see and may trust.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { here, Intranet, openBrowser, Visitor } from "./kit.mjs";

let intranet;
let browser;
const shots = process.env.KITH_SHOTS ?? join(here, "shots");

before(async () => {
  mkdirSync(shots, { recursive: true });
  intranet = await Intranet.start();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await intranet?.stop();
});

/** A picture of the element, from its top; KITH_SHOTS=samples/intranet/pictures renews the README's. */
async function shot(visitor, name) {
  await visitor.page.evaluate(() => {
    const element = document.querySelector("main > :not(h1, h2, p)");
    scrollTo({ top: element.getBoundingClientRect().top + scrollY - 24, behavior: "instant" });
  });
  await visitor.page.waitForTimeout(300);
  await visitor.page.screenshot({ path: join(shots, `${name}.png`) });
}

/** The supporter whom Kith asked, in a window of hers. */
async function whoWasAsked(requester) {
  const { supporter } = await requester.inside.evaluate(
    async () => (await (await fetch("../v1/requests")).json()).requests[0],
  );
  const visitor = await Visitor.open(browser, intranet, supporter.id);
  await visitor.open("/listening");
  return visitor;
}

test("somebody asks, is heard, sees who has looked, and takes everything back", async () => {
  const { personConcerned, concernedManager } = intranet.personas;
  const ana = await Visitor.open(browser, intranet, "requester");
  await ana.open("/wellbeing");
  await shot(ana, "1-find-a-peer");

  await ana.press("Pick someone for me");
  await ana.inside.getByLabel("What it is about").selectOption(intranet.topic);
  await ana.inside.getByLabel("Language").selectOption("en");
  await ana.press("Name people who should stay out of this");
  await ana.inside.getByLabel("Type a part of the name").first().fill(personConcerned.displayName);
  await ana.inside.getByRole("button", { name: personConcerned.displayName }).first().click();
  await ana.inside
    .getByLabel("In your own words, if you like")
    .fill("He shouts at me in front of everybody.");
  await ana.press("Continue");
  await ana.reads("the peer supporter, after accepting");
  await shot(ana, "2-before-you-send");
  await ana.press("Send my request");
  await ana.reads("Thank you for telling us");
  const words = await ana.inside.locator("ol.code li").allTextContents();
  assert.equal(words.length, 12);
  await ana.press("I have kept it, or do not need it");
  await ana.reads("Someone has been asked");

  const boss = await Visitor.open(browser, intranet, "concernedManager");
  await boss.open("/listening");
  await boss.reads("Nothing waits for you.");

  const ben = await whoWasAsked(ana);
  assert.equal(
    await ben.inside.getByText("He shouts at me").count(),
    0,
    "no words before she accepts",
  );
  await ben.press("Accept");
  await ben.press("Open");
  await ben.reads("He shouts at me in front of everybody.");
  assert.equal(
    await ben.inside.getByText(intranet.personas.requester.displayName).count(),
    0,
    "no name that was not given",
  );
  await ben.inside
    .getByLabel("Write something")
    .fill("I am glad that you wrote. When would it suit you to talk?");
  await ben.press("Send");
  await shot(ben, "4-listening");

  await ana.reads("I am glad that you wrote.");
  await ana.inside.getByLabel("Write something").fill("Tomorrow after lunch.");
  await ana.press("Send");
  await ben.reads("Tomorrow after lunch.");
  await ana.press("Who has looked?");
  await ana.reads(/Peer supporter 1 read what you wrote/);
  await ana.reads(/Peer supporter 1 read the conversation/);
  await shot(ana, "3-my-support");

  await uniformAnswers(boss, await requestOf(ana));
  await forgedWish(ana, concernedManager.id);

  const away = await Visitor.open(browser, intranet, null);
  await away.page.goto(`${intranet.kith}/pages/support`);
  away.inside = away.page.mainFrame();
  await away.inside.getByLabel("Your twelve words").fill(words.join(" "));
  await away.press("Open");
  await away.reads("Tomorrow after lunch.");
  await away.close();

  await ana.press("Erase everything");
  await ana.press("Erase it now");
  await ana.reads("It is erased");
  ben.expected.push(/404/);
  await ben.page.waitForTimeout(6000);
  await ben.open("/listening");
  await ben.reads("Nobody at the moment.");
  for (const visitor of [ana, ben, boss]) await visitor.close();
});

async function requestOf(visitor) {
  return visitor.inside.evaluate(
    async () => (await (await fetch("../v1/requests")).json()).requests[0].request,
  );
}

/** With a session of her own, on every address of that request, she gets one and the same answer. */
async function uniformAnswers(boss, request) {
  boss.expected.push(/404/);
  const answers = await boss.inside.evaluate(async (request) => {
    const { csrf } = await (await fetch("../v1/session")).json();
    const never = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    const all = [];
    for (const id of [request, never]) {
      for (const path of [
        `requests/${id}`,
        `requests/${id}/messages`,
        `requests/${id}/looks`,
        `requests/${id}/consents`,
        `requests/${id}/exceptions`,
        `desk/${id}/messages`,
      ]) {
        const answer = await fetch(`../v1/${path}`);
        all.push([answer.status, await answer.text()]);
      }
      for (const path of [
        `requests/${id}/close`,
        `requests/${id}/erase`,
        `requests/${id}/reassign`,
        `desk/${id}/recuse`,
        `desk/${id}/handover`,
        `desk/${id}/close`,
      ]) {
        const answer = await fetch(`../v1/${path}`, {
          method: "POST",
          body: "{}",
          headers: {
            "Content-Type": "application/json",
            "Kith-CSRF": csrf,
            "Idempotency-Key": crypto.randomUUID(),
          },
        });
        all.push([answer.status, await answer.text()]);
      }
    }
    return all;
  }, request);
  assert.equal(answers.length, 24);
  for (const [status, text] of answers) {
    assert.equal(status, 404);
    assert.equal(text, answers[0][1]);
  }
}

/** A page that wishes for somebody whom a rule keeps away is told that nobody can be asked. */
async function forgedWish(ana, wished) {
  const state = await ana.inside.evaluate(
    async ({ wished, concerned, topic }) => {
      const { csrf } = await (await fetch("../v1/session")).json();
      const answer = await fetch("../v1/requests", {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Kith-CSRF": csrf,
          "Idempotency-Key": crypto.randomUUID(),
        },
        body: JSON.stringify({
          topic,
          language: "en",
          wishedSupporter: wished,
          personsConcerned: [concerned],
        }),
      });
      return (await answer.json()).state;
    },
    { wished, concerned: intranet.personas.personConcerned.id, topic: intranet.topic },
  );
  assert.equal(state, "nobody");
  const refused = intranet.refusals().filter((one) => one.act === "support.request/1");
  assert.equal(refused.length, 1);
  assert.match(refused[0].why, /chain_of_command/);
}

test("pick for me takes three taps and no words", async () => {
  const ana = await Visitor.open(browser, intranet, "requesterAr", { locale: "en" });
  await ana.page.goto(`${intranet.kith}/pages/find#lang=en`);
  ana.inside = ana.page.mainFrame();
  await ana.press("Pick someone for me");
  await ana.press("Continue");
  await ana.press("Send my request");
  await ana.reads("Your return code");
  await ana.close();
});

test("looking round leaves no record, in Kith or in the browser", async () => {
  const before = intranet.kithctl("doctor", join(intranet.folder, "kith.xml"), "--json");
  const ana = await Visitor.open(browser, intranet, "requester");
  await ana.open("/wellbeing");
  const length = await ana.page.evaluate(() => history.length);
  await ana.press("Look round first");
  await ana.inside.locator("li.card").first().waitFor();
  await ana.inside.getByLabel("Language").selectOption("fr");
  await ana.page.waitForTimeout(500);
  const kept = await ana.inside.evaluate(async () =>
    [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ].join(),
  );

  assert.equal(kept, "0,0,,0,0,0");
  assert.equal(await ana.page.evaluate(() => history.length), length);
  assert.equal(await ana.page.title(), "Northwind");
  assert.equal(intranet.kithctl("doctor", join(intranet.folder, "kith.xml"), "--json"), before);
  await ana.close();
});
