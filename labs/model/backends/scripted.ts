import { setTimeout } from "node:timers/promises";
import type { ModelQuestion } from "../../agents/index.ts";
import { estimatePromptTokens, estimateTokens } from "../answers/estimate-tokens.ts";
import type { Script, ScriptedAnswer, ScriptedFailure } from "../options.ts";
import { AttemptFailure } from "./attempt-failure.ts";
import type { Attempt, Backend, BackendAnswer } from "./backend.ts";
import { type ReadScript, readScript } from "./read-script.ts";
import { textRandom } from "./text-random.ts";

/** A model whose answers are data. It says in its name that it is scripted. */
export class ScriptedBackend implements Backend {
  readonly name: string;
  readonly privacy = "Nothing leaves the machine: the answers are scripted.";
  readonly mostAtOnce = Number.POSITIVE_INFINITY;
  readonly #script: ReadScript;
  #count = 0;
  /** How often each question was asked, so that its second attempt is not the first one's copy. Kept for 10,000 questions. */
  readonly #times = new Map<string, number>();

  /** @throws ModelError MODEL_INVALID_ARGUMENT */
  constructor(script: Script) {
    this.#script = readScript(script);
    this.name = script.name === undefined ? "scripted" : `scripted: ${script.name}`;
  }

  async answer(attempt: Attempt): Promise<BackendAnswer> {
    const { messages, signal, onText, maxTokens } = attempt;
    const last = messages.at(-1)?.content ?? "";
    const random = textRandom(this.#script.seed, `${this.#countOf(last)} ${last}`);
    const rule = this.#answerTo(attempt, last);
    const failure = rule.failure ?? this.#failureAt(random());
    const [least, most] = rule.latency === undefined ? this.#script.latency : [rule.latency, rule.latency];
    const seconds = least + (most - least) * random();
    if (failure === "hang") return untilAborted(signal);
    if (seconds > 0) await setTimeout(seconds * 1000, undefined, { signal });
    if (failure !== undefined) throw failed(failure);
    const whole = rule.value === undefined ? (rule.text ?? defaultText(last)) : JSON.stringify(rule.value);
    const pieces = piecesOf(whole).slice(0, maxTokens);
    for (const piece of pieces) {
      const pause = 1000 / this.#script.tokensPerSecond;
      if (pause > 0) await setTimeout(pause, undefined, { signal });
      onText?.(piece);
    }
    const text = pieces.join("");
    return {
      text,
      model: this.name,
      promptTokens: estimatePromptTokens(messages),
      answerTokens: estimateTokens(text),
    };
  }

  async close(): Promise<void> {}

  #countOf(text: string): number {
    const count = this.#times.get(text) ?? 0;
    this.#times.set(text, count + 1);
    const [oldest] = this.#times.keys();
    if (this.#times.size > 10_000 && oldest !== undefined) this.#times.delete(oldest);
    return count;
  }

  #answerTo({ messages, schema, maxTokens }: Attempt, last: string): ScriptedAnswer {
    const { answers } = this.#script;
    const count = this.#count++;
    if (typeof answers !== "function") return answers.find((one) => fits(one, last)) ?? {};
    const question: ModelQuestion = { messages, maxTokens, ...(schema && { schema }) };
    const answer = answers(question, count);
    return typeof answer === "string" ? { text: answer } : answer;
  }

  #failureAt(share: number): ScriptedFailure | undefined {
    let left = share;
    for (const [failure, part] of this.#script.failures) {
      left -= part;
      if (left < 0) return failure;
    }
    return undefined;
  }
}

function fits({ when }: ScriptedAnswer, text: string): boolean {
  return when === undefined || (typeof when === "string" ? text.includes(when) : when.test(text));
}

function defaultText(last: string): string {
  const one = last.replace(/\s+/g, " ").trim();
  return `This is a scripted answer to: ${one.length > 80 ? `${one.slice(0, 79)}…` : one}`;
}

/** Words with the space after them, which stand for tokens. */
function piecesOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  return promise;
}

function failed(failure: Exclude<ScriptedFailure, "hang">): AttemptFailure {
  const message = "The script lets this attempt fail.";
  const isUnreachable = failure === "MODEL_UNREACHABLE";
  return new AttemptFailure(failure, message, {
    isRetryable: isUnreachable,
    isServerFault: isUnreachable,
  });
}
