// The JSON API of the gateway, as the pages use it. Nothing is kept between two visits.
import { tellParent } from "./parent.js";

/** A refusal: HTTP's status and the code of the problem; 0 and "offline" where nothing answered. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly field = "",
  ) {
    super(code);
  }
  /** Whether it is unknown if the act was done: the same one may be sent again. */
  get unanswered(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

export interface Session {
  signedIn: boolean;
  csrf: string;
  signOn: "host" | "offered" | "own";
  capacities: string[];
  languages: string[];
  language: string;
  roles: Record<string, string>;
  answerWithinHours: number;
}

let csrf = "";
let returnCode = "";

/** The twelve words stand for a sign-on from now on; in memory only. */
export function useReturnCode(words: string): void {
  returnCode = words;
}

async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Response> {
  if (returnCode !== "") headers["Kith-Return-Code"] = returnCode;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(`../v1/${path}`, {
      method,
      headers,
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, "offline");
  }
  if (answer.ok || answer.status === 304) return answer;
  // Signed out meanwhile: the host may want to offer its own way back in.
  if (answer.status === 401) tellParent({ type: "auth-required" });
  const problem = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, problem.code ?? "unknown", problem.field ?? "");
}

export async function get<T>(path: string): Promise<T> {
  return (await send("GET", path, {})).json();
}

/** Reads what is too private for an address: a search leaves no line in a log. */
export async function ask<T>(path: string, body: unknown): Promise<T> {
  return (await send("POST", path, {}, body)).json();
}

export async function openSession(language: string): Promise<Session> {
  const session = await get<Session>(`session?language=${language}`);
  csrf = session.csrf;
  return session;
}

/** One act of a person's: sent again after silence it is still the same one. */
export class Act {
  #key = crypto.randomUUID();
  #body = "";

  async send<T>(method: string, path: string, body: object = {}): Promise<T> {
    const text = path + JSON.stringify(body);
    if (text !== this.#body) this.#key = crypto.randomUUID();
    this.#body = text;
    const answer = await this.#sent(method, path, body);
    this.#body = "";
    return answer.json();
  }

  async #sent(method: string, path: string, body: object): Promise<Response> {
    const headers = (): Record<string, string> => ({
      "Kith-CSRF": csrf,
      "Idempotency-Key": this.#key,
    });
    try {
      return await send(method, path, headers(), body);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.code !== "csrf") throw problem;
      await openSession("en"); // The page was open for days: a new token, and the same act.
      return send(method, path, headers(), body);
    }
  }
}

/** Asks again and again while the page is seen; `changed` hears what is new. */
export class Watch<T> {
  #turn = 0; // A look that began in an earlier turn says nothing any more.

  constructor(
    readonly path: () => string,
    readonly changed: (answer: T) => void,
    readonly failed: (problem: Problem) => void,
    readonly everyMs = 5000,
  ) {}

  start(): void {
    const turn = ++this.#turn;
    void this.#look(turn, "");
  }
  stop(): void {
    this.#turn++;
  }

  async #look(turn: number, tag: string): Promise<void> {
    if (!document.hidden) {
      try {
        const answer = await send("GET", this.path(), tag === "" ? {} : { "If-None-Match": tag });
        const body = answer.status === 200 ? ((await answer.json()) as T) : null;
        if (turn !== this.#turn) return;
        if (body !== null) this.changed(body);
        tag = answer.headers.get("ETag") ?? tag;
      } catch (problem) {
        if (turn === this.#turn) this.failed(problem as Problem);
      }
    }
    if (turn === this.#turn)
      setTimeout(() => turn === this.#turn && void this.#look(turn, tag), this.everyMs);
  }
}
