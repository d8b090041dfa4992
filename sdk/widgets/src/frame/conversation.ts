// What two people say to each other, as either of them sees it.
//
// Words that could not be sent stay where they are, and the page says so; sending them again is the
// same act, so nothing stands there twice.
import { html, nothing, type TemplateResult } from "lit";
import { Act, Problem, Watch } from "./api.js";
import { announce, update } from "./app.js";
import { hour, t } from "./messages.js";
import { button, textArea } from "./ui.js";

interface Message {
  number: number;
  from: "requester" | "supporter";
  sentAt: string;
  text: string;
}

const WORDS_MAX = 20000;

export class Conversation {
  #messages: Message[] = [];
  #words = "";
  #sending = false;
  #problem: Problem | null = null;
  #lost = false;
  readonly #act = new Act();
  readonly #watch: Watch<{ messages: Message[] }>;

  /**
   * `path` of its messages; `me` is who writes here; `heard` is told of each answer, `gone` that it is
   * here no more.
   */
  constructor(
    readonly path: string,
    readonly me: Message["from"],
    readonly on: { heard?: () => void; gone?: () => void } = {},
  ) {
    this.#watch = new Watch(
      () => path,
      ({ messages }) => this.#heard(messages),
      (problem) => this.#silent(problem),
    );
  }

  start(): void {
    this.#watch.start();
  }
  stop(): void {
    this.#watch.stop();
  }

  /** Puts words into the field, for her to send or not. */
  suggest(words: string): void {
    this.#words = this.#words === "" ? words : `${this.#words}\n${words}`;
    update();
    document.getElementById("message")?.focus();
  }

  draw(canWrite: boolean): TemplateResult {
    return html`<section class="talk" aria-labelledby="talk-title">
      <h2 id="talk-title">${t("talk.title")}</h2>
      ${this.#lost ? html`<p class="problem">${t("talk.lost")}</p>` : nothing}
      <ol class="messages">${this.#messages.map(
        (one) => html`<li class=${one.from === this.me ? "mine" : "theirs"}>
        <p class="small">${one.from === this.me ? t("talk.you") : t(`talk.${one.from}`)} · ${hour(one.sentAt)}</p>
        <p dir="auto" translate="no">${one.text}</p>
      </li>`,
      )}</ol>
      ${this.#messages.length === 0 ? html`<p>${t("talk.empty")}</p>` : nothing}
      ${canWrite ? this.#composer() : this.unsent()}
    </section>`;
  }

  /** What was begun when it ended: still there to read and to copy. */
  unsent(): TemplateResult | typeof nothing {
    if (this.#words === "") return nothing;
    return html`<p>${t("talk.unsent")}</p><p dir="auto" translate="no" class="own">${this.#words}</p>`;
  }

  #composer(): TemplateResult {
    return html`
      ${textArea({
        name: "message",
        label: t("talk.write"),
        value: this.#words,
        rows: 4,
        max: WORDS_MAX,
        input: (value) => {
          this.#words = value;
        },
      })}
      ${this.#problem === null ? nothing : html`<p class="problem" role="alert">${t(this.#problem.unanswered ? "talk.not-sent" : "talk.refused")}</p>`}
      ${button(this.#problem?.unanswered ? t("talk.again") : t("talk.send"), () => void this.#send(), "main")}`;
  }

  #heard(messages: Message[]): void {
    const news = messages.length - this.#messages.length;
    const last = messages[messages.length - 1];
    this.#messages = messages;
    this.#lost = false;
    if (news > 0 && last?.from !== this.me) announce(t("talk.new"));
    update();
    this.on.heard?.();
  }

  #silent(problem: Problem): void {
    this.#lost = problem.unanswered;
    if (problem.status === 404) this.on.gone?.();
    update();
  }

  async #send(): Promise<void> {
    const text = this.#words.trim();
    if (text === "" || this.#sending) return;
    this.#sending = true;
    try {
      await this.#act.send("POST", this.path, { text });
      this.#words = "";
      this.#problem = null;
      announce(t("talk.sent"));
      this.#watch.start();
    } catch (error) {
      this.#problem = error as Problem;
      if (this.#problem.status === 404) this.on.gone?.();
    }
    this.#sending = false;
    update();
  }
}
