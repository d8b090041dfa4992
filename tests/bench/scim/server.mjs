// A server under measurement: its process, one connection to it, and what CPU time it has used.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";

/** The id that the peer's store gives to person i. */
export const numbered = (i) => `00000000-0000-4000-8000-${i.toString(16).padStart(12, "0")}`;

export class Server {
  static async start(name, token, command, args) {
    const server = new Server();
    server.name = name;
    server.token = token;
    server.process = spawn(command, args, {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, SCIM_TOKEN: token },
    });
    server.ended = new Promise((resolve) => server.process.once("exit", resolve));
    const lines = createInterface({ input: server.process.stdout });
    server.port = await Promise.race([
      new Promise((resolve) => lines.once("line", resolve)),
      server.ended.then((code) => {
        throw new Error(`${name} ended with ${code}`);
      }),
    ]);
    server.agent = new Agent({ keepAlive: true, maxSockets: 1 });
    return server;
  }

  async stop() {
    this.agent.destroy();
    this.process.stdin.end();
    await this.ended;
  }

  /** Nanoseconds of all its threads, in the kernel too, as the scheduler counts them. */
  cpu() {
    const tasks = `/proc/${this.process.pid}/task`;
    return readdirSync(tasks).reduce(
      (sum, task) => sum + Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]),
      0,
    );
  }

  /** Mebibytes that lie in memory. */
  memory() {
    const status = readFileSync(`/proc/${this.process.pid}/status`, "utf8");
    return Number(status.match(/^VmRSS:\s+(\d+)/m)[1]) / 1024;
  }

  /** Asks for what is there as { method, path, body, expects }; gives the body. */
  send({ method, path, body, expects }) {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = {
      Authorization: `Bearer ${this.token}`,
      "Content-Length": Buffer.byteLength(text),
    };
    if (body !== undefined) headers["Content-Type"] = "application/scim+json";
    const { port, agent } = this;
    return new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, method, path, agent, headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          const said = Buffer.concat(parts).toString();
          if (expects.includes(answer.statusCode)) return resolve(said && JSON.parse(said));
          const status = answer.statusCode;
          reject(new Error(`${this.name}: ${method} ${path}: ${status} ${said.slice(0, 400)}`));
        });
      });
      asked.on("error", reject);
      asked.end(text);
    });
  }
}
