import type { ModelAccess } from "@swarmlab/labs/model";
import type { Judge, Leak } from "../../guard/index.ts";
import { AFTER_A_LEAK, type AskFacts, askMessages, type Exchange } from "./ask-messages.ts";
import { newBoundary } from "./material.ts";
import { isRubbish, withoutTemplateMarks } from "./rubbish.ts";
import { releasable, withOneQuestion } from "./segments.ts";

/** How often a model is asked anew after an answer that was held back. */
const MOST_RETRIES = 2;
/** The longest answer, in tokens. */
const MAX_TOKENS = 400;
/** Little variety: a co-teacher keeps to its rules. */
const TEMPERATURE = 0.2;
/** Between two looks at an answer that comes: the first word is shown at once. */
const SHOW_INTERVAL_MS = 100;

/** From this length on, in characters, an answer that repeats itself is not waited for. */
const LONG_ENOUGH_TO_REPEAT = 400;

/** Characters after which an answer is ended: a server may ignore the limit of tokens, and stream for ever. */
const LONGEST_ANSWER = 8000;

/** How a question ended. */
export type Reply =
  | {
      readonly kind: "answered";
      /** As it was shown. */
      readonly text: string;
      readonly model: string;
      /** Why earlier answers to the question were held back. */
      readonly held: readonly Leak[];
    }
  /** Every answer held a part of a solution. */
  | { readonly kind: "held"; readonly held: readonly Leak[] }
  /** The model's answer was no answer. */
  | { readonly kind: "rubbish" };

export interface AskOptions {
  readonly model: Pick<ModelAccess, "stream">;
  readonly judge: Judge;
  /** Called with the answer as far as it may be shown; an empty text takes back what was shown. */
  readonly onText?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** The talk about one exercise: what was asked and answered, and all that was shown, also of answers that were held back later. */
export class Conversation {
  readonly #boundary = newBoundary();
  readonly #exchanges: Exchange[] = [];
  readonly #shown: string[] = [];

  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** What the learner has asked. */
  get questions(): readonly string[] {
    return this.#exchanges.map(({ question }) => question);
  }

  /**
   * Asks a question. What is shown was judged before, together with all that this talk has shown.
   *
   * @throws ModelError
   */
  async ask(facts: AskFacts, question: string, { model, judge, onText, signal }: AskOptions): Promise<Reply> {
    const held: Leak[] = [];
    for (let attempt = 0; attempt <= MOST_RETRIES; attempt += 1) {
      const asked = held.length === 0 ? question : `${question}\n\n${AFTER_A_LEAK}`;
      const one = await this.#attempt(facts, asked, {
        model,
        judge,
        ...(onText && { onText }),
        ...(signal && { signal }),
      });
      if (one.kind === "leak") {
        held.push(one.leak);
        onText?.("");
        continue;
      }
      if (one.kind === "rubbish") return { kind: "rubbish" };
      this.#exchanges.push({ question, answer: one.text });
      this.#shown.push(one.text);
      return { kind: "answered", text: one.text, model: one.model, held };
    }
    return { kind: "held", held };
  }

  /** Remembers what was shown in place of an answer, such as a hint. */
  remember(exchange: Exchange): void {
    this.#exchanges.push(exchange);
  }

  async #attempt(
    facts: AskFacts,
    question: string,
    { model, judge, onText, signal }: AskOptions,
  ): Promise<
    { kind: "leak"; leak: Leak } | { kind: "rubbish" } | { kind: "text"; text: string; model: string }
  > {
    const stream = model.stream({
      messages: askMessages(facts, this.#exchanges, question, this.#boundary),
      maxTokens: MAX_TOKENS,
      temperature: TEMPERATURE,
      ...(signal && { signal }),
    });
    let raw = "";
    let shown = "";
    let shownAt = Number.NEGATIVE_INFINITY;
    try {
      for (;;) {
        const step = await stream.next();
        if ((step.done ? step.value.text : raw + step.value).length > LONGEST_ANSWER) {
          this.#keepShown(shown);
          return { kind: "rubbish" };
        }
        if (step.done) {
          const text = withOneQuestion(withoutTemplateMarks(step.value.text)).trim();
          const leak = judge([...this.#shown, text]);
          if (leak) return this.#leaked(leak, shown);
          return isRubbish(text) ? { kind: "rubbish" } : { kind: "text", text, model: step.value.model };
        }
        raw += step.value;
        const ready = releasable(withoutTemplateMarks(raw));
        if (ready === shown || performance.now() - shownAt < SHOW_INTERVAL_MS) continue;
        if (raw.length > LONG_ENOUGH_TO_REPEAT && isRubbish(raw)) {
          this.#keepShown(shown);
          return { kind: "rubbish" };
        }
        const leak = judge([...this.#shown, ready]);
        if (leak) return this.#leaked(leak, shown);
        shown = ready;
        shownAt = performance.now();
        onText?.(shown);
      }
    } catch (error) {
      this.#keepShown(shown);
      throw error;
    } finally {
      // Leaving early closes the connection.
      await stream.return(undefined as never);
    }
  }

  #leaked(leak: Leak, shown: string): { kind: "leak"; leak: Leak } {
    this.#keepShown(shown);
    return { kind: "leak", leak };
  }

  /** What a learner saw of an answer that broke off is judged with the next ones. */
  #keepShown(text: string): void {
    if (text !== "") this.#shown.push(text);
  }
}
