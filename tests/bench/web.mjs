// 200 people at once on the sample intranet: how long the API takes, and whose time it was.
//
//   node tests/bench/web.mjs BUILD-FOLDER [PEOPLE] [SECONDS]
//
// A person looks, reads and waits a second on average between two acts; once she asks for support,
// and once she takes it back. Client and host share the machine's processors.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const build = process.argv[2];
const people = Number(process.argv[3] ?? 200);
const seconds = Number(process.argv[4] ?? 60);
const port = 18_640;
const folder = mkdtempSync(join(tmpdir(), "kith-bench-"));
const agent = new Agent({ keepAlive: true, maxSockets: people });

const took = [];
const errors = new Map();

function send(on, method, path, headers = {}, body = "") {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port: on,
        method,
        path,
        agent,
        headers: {
          "Sec-Fetch-Site": "same-origin",
          ...headers,
          "Content-Length": Buffer.byteLength(body),
        },
      },
      (answer) => {
        let text = "";
        answer.on("data", (part) => {
          text += part;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode, headers: answer.headers, text }),
        );
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

class Person {
  async signIn(persona) {
    const answer = await send(
      port,
      "POST",
      "/sign-in",
      { "Content-Type": "application/x-www-form-urlencoded" },
      `persona=${persona}`,
    );
    this.cookie = answer.headers["set-cookie"][0].split(";")[0];
    this.csrf = JSON.parse((await this.call("GET", "session")).text).csrf;
  }
  async call(method, path, body) {
    const headers = { Cookie: this.cookie };
    if (body !== undefined) {
      Object.assign(headers, {
        "Content-Type": "application/json",
        "Kith-CSRF": this.csrf,
        "Idempotency-Key": randomUUID(),
      });
    }
    const begin = performance.now();
    const answer = await send(
      port + 1,
      method,
      `/kith/v1/${path}`,
      headers,
      body === undefined ? "" : JSON.stringify(body),
    );
    took.push(performance.now() - begin);
    if (answer.status >= 400 && answer.status !== 404) {
      const what = `${method} ${path.split("/")[0]} ${answer.status} ${JSON.parse(answer.text).detail}`;
      errors.set(what, (errors.get(what) ?? 0) + 1);
    }
    return answer;
  }

  async live(until) {
    const half = (until - Date.now()) / 2;
    const asksAt = Date.now() + Math.random() * half;
    const erasesAt = asksAt + half * 0.9;
    let request = "";
    while (Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * 1000));
      if (request === "" && Date.now() > asksAt) {
        const sent = JSON.parse((await this.call("POST", "requests", { ifNobody: "wait" })).text);
        request = sent.request ?? "none";
        continue;
      }
      if (request !== "" && request !== "none" && Date.now() > erasesAt) {
        await this.call("POST", `requests/${request}/erase`, {});
        request = "none";
        continue;
      }
      const dice = Math.random();
      if (dice < 0.35)
        await this.call(
          "GET",
          request === "" || request === "none" ? "requests" : `requests/${request}`,
        );
      else if (dice < 0.6) await this.call("POST", "directory/search", { limit: 20 });
      else if (dice < 0.8) await this.call("GET", "desk");
      else if (dice < 0.9) await this.call("POST", "directory/people", { text: "an" });
      else await this.call("GET", "topics");
    }
  }
}

const at = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);

try {
  execFileSync(join(root, "samples/intranet/start"), [build, folder, String(port), "3000"], {
    stdio: "ignore",
  });
  const { personas, supporters } = JSON.parse(readFileSync(join(folder, "personas.json")));
  const keys = [...new Map([...personas, ...supporters].map((one) => [one.id, one.key])).values()];
  const all = [];
  for (let i = 0; i < people; i++) {
    const person = new Person();
    await person.signIn(keys[i % keys.length]);
    all.push(person);
  }
  took.length = 0;
  await send(port, "POST", "/timing");
  const begin = Date.now();
  await Promise.all(all.map((person) => person.live(begin + seconds * 1000)));
  const timing = JSON.parse((await send(port, "GET", "/timing")).text);
  took.sort((a, b) => a - b);
  const kith = timing.kithMicroseconds / timing.hostMicroseconds;
  console.log(
    `${people} people, ${seconds} s, ${took.length} requests, ${(took.length / seconds).toFixed(0)} a second; load ${loadavg()[0].toFixed(1)}`,
  );
  console.log(
    `p50 ${at(took, 0.5)} ms, p95 ${at(took, 0.95)} ms, p99 ${at(took, 0.99)} ms, longest ${at(took, 1)} ms`,
  );
  console.log(`errors: ${errors.size === 0 ? "none" : JSON.stringify([...errors])}`);
  console.log(
    `of the time in the host, Kith's ${(kith * 100).toFixed(0)} %, the sample host's ${((1 - kith) * 100).toFixed(0)} %`,
  );
} finally {
  try {
    process.kill(Number(readFileSync(join(folder, "intranet.pid"), "utf8")));
  } catch {
    console.error("the host did not run");
  }
  agent.destroy();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
