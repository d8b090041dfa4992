// A page that holds our frame may be anybody's: its scripts get nothing out of it and do nothing in it.
import assert from "node:assert/strict";
import { createServer } from "node:http";
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

const requests = async (visitor) =>
  visitor.inside.evaluate(
    async () => (await (await fetch("../v1/requests")).json()).requests.length,
  );

test("the intranet's own scripts cannot read the frame, hear its keys or ask in its place", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  ana.expected.push(/Content Security Policy/, /403/, /Failed to fetch/);
  await ana.open("/wellbeing");
  await ana.press("Pick someone for me");
  await ana.page.evaluate(() => {
    window.heard = [];
    for (const name of ["keydown", "input", "paste"])
      addEventListener(name, (event) => window.heard.push(event.type), true);
    addEventListener("message", (event) => window.heard.push(JSON.stringify(event.data)));
  });
  await ana.inside.getByLabel("In your own words, if you like").click();
  await ana.page.keyboard.type("He shouts at me");
  const got = await ana.page.evaluate(async (kith) => {
    const frame = document.querySelector("kith-find-peer").shadowRoot.querySelector("iframe");
    const tried = { document: frame.contentDocument };
    try {
      tried.body = frame.contentWindow.document.body.innerText;
    } catch (error) {
      tried.body = error.name;
    }
    // The policy of this intranet forbids it; what Kith itself says is asked below.
    tried.fetched = await fetch(`${kith}/v1/session`, { credentials: "include" }).then(
      () => "answered",
      () => "refused",
    );
    for (const message of [{ kith: 1, type: "exit" }, { kith: 1, type: "reveal" }, "leave"])
      frame.contentWindow.postMessage(message, "*");
    return tried;
  }, intranet.kith);

  assert.deepEqual(got, { document: null, body: "SecurityError", fetched: "refused" });
  await ana.page.waitForTimeout(300);
  assert.equal(
    await ana.inside.getByLabel("In your own words, if you like").inputValue(),
    "He shouts at me",
  );
  const heard = await ana.page.evaluate(() => window.heard);
  assert.equal(heard.filter((one) => one === "keydown" || one === "input").length, 0);
  for (const one of heard) assert.match(one, /^\{"kith":1,"type":"height","px":[\d.]+\}$/);
  await ana.close();
});

test("with every leave that an intranet can give its scripts, Kith still refuses them", async () => {
  // The policies of all pages taken away, as a hostile intranet takes its own.
  const ana = await Visitor.open(browser, intranet, "requester", { bypassCSP: true });
  ana.expected.push(/CORS/, /403/, /Failed to load/, /ERR_/);
  await ana.open("/wellbeing");
  const tried = await ana.page.evaluate(async (kith) => {
    const ways = {};
    const ask = (name, path, options) =>
      fetch(kith + path, options).then(
        async (answer) => {
          ways[name] = `${answer.type} ${answer.status}`;
        },
        () => {
          ways[name] = "refused";
        },
      );
    await ask("read", "/v1/session", { credentials: "include" });
    await ask("blind", "/v1/requests", { credentials: "include", mode: "no-cors" });
    await ask("send", "/v1/requests", {
      method: "POST",
      credentials: "include",
      body: "{}",
      headers: {
        "Content-Type": "application/json",
        "Kith-CSRF": "x",
        "Idempotency-Key": "12345678",
      },
    });
    await ask("form", "/v1/requests", {
      method: "POST",
      credentials: "include",
      mode: "no-cors",
      body: "{}",
    });
    return ways;
  }, intranet.kith);

  assert.equal(tried.read, "refused");
  assert.equal(tried.send, "refused");
  assert.notEqual(tried.blind, "opaque 200");
  assert.equal(await requests(ana), 0);
  await ana.close();
});

test("a button under a see-through frame or under a sheet does nothing that cannot be taken back", async () => {
  const ana = await Visitor.open(browser, intranet, "requester");
  await ana.open("/wellbeing");
  await ana.press("Pick someone for me");
  await ana.press("Continue");
  for (const trick of ["see-through", "sheet"]) {
    await ana.page.evaluate((trick) => {
      const frame = document.querySelector("kith-find-peer").shadowRoot.querySelector("iframe");
      if (trick === "see-through") {
        frame.style.opacity = "0.01";
        return;
      }
      frame.style.opacity = "";
      const sheet = document.createElement("div");
      sheet.id = "sheet";
      sheet.style.cssText = "position:fixed;inset:0;background:white;pointer-events:none;z-index:9";
      document.body.append(sheet);
    }, trick);
    await ana.press("Send my request");
    await ana.reads("Something may be covering this page");
    assert.equal(await requests(ana), 0, trick);
  }
  await ana.page.evaluate(() => document.getElementById("sheet").remove());
  await ana.press("Send my request");
  await ana.reads("Your return code");
  assert.equal(await requests(ana), 1, "in plain sight it works");
  await ana.close();
});

const everythingOf = (page) =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      document.querySelector("kith-find-peer").shadowRoot.innerHTML,
      location.href,
      document.title,
      JSON.stringify(history.state),
      performance
        .getEntriesByType("resource")
        .map((one) => one.name)
        .join(),
    ].join("\n"),
  );
const count = (word, text) => text.match(new RegExp(`\\b${word}\\b`, "g"))?.length ?? 0;

test("the return code is nowhere that a script of the intranet could look", async () => {
  const ana = await Visitor.open(browser, intranet, "requesterAr");
  await ana.page.goto(`${intranet.home}/wellbeing`);
  await ana.page.evaluate(() =>
    document.querySelector("kith-find-peer").setAttribute("lang", "en"),
  );
  await ana.page.frameLocator("iframe").getByText("Talk to someone who listens").waitFor();
  await ana.frame();
  await ana.press("Pick someone for me");
  await ana.press("Continue");
  const before = await everythingOf(ana.page);
  await ana.press("Send my request");
  await ana.reads("Your return code");
  const words = await ana.inside.locator("ol.code li").allTextContents();
  const seen = await everythingOf(ana.page);
  assert.equal(words.length, 12);
  // Some are everyday words ("style"), which a page may hold anyway.
  for (const word of words) assert.ok(count(word, seen) <= count(word, before), word);
  await ana.close();
});

test("an origin that is not in the manifest cannot frame a page", async () => {
  const server = createServer((_, answer) =>
    answer
      .setHeader("Content-Type", "text/html")
      .end(`<iframe src="${intranet.kith}/pages/find"></iframe>`),
  );
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const ana = await Visitor.open(browser, intranet, "requester");
  ana.expected.push(/frame-ancestors/, /404/);
  await ana.page.goto(`http://127.0.0.1:${server.address().port}/`);
  await ana.page.waitForTimeout(700);
  const frame = ana.page.frames().find((one) => one !== ana.page.mainFrame());
  assert.ok(!frame.url().includes("/pages/find"), frame.url());
  await ana.close();
  server.close();
});
