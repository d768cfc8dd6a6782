import { ModelError, type ModelMessage, type ModelQuestion } from "../agents/index.ts";
import { describeValue } from "../common/describe-value.ts";
import type { ModelOptions } from "./options.ts";
import type { SchedulerLimits } from "./queue/scheduler.ts";

/** The validated options, with all defaults filled in. Times are in seconds. */
export interface ModelSettings extends SchedulerLimits {
  readonly maxTokens: number;
  readonly timeout: number;
  readonly retries: number;
  readonly retryDelay: number;
}

/** @param mostAtOnce how many questions the model can take at once @throws ModelError MODEL_INVALID_ARGUMENT */
export function readModelOptions(options: ModelOptions, mostAtOnce: number): ModelSettings {
  const wanted = whole("concurrency", options.concurrency, 1, Math.min(4, mostAtOnce));
  if (wanted > mostAtOnce)
    invalid("concurrency", `at most ${mostAtOnce} for this model`, options.concurrency);
  return {
    concurrency: wanted,
    maxQueued: whole("maxQueued", options.maxQueued, 0, 10_000),
    tokensAtOnce: limit("tokensAtOnce", options.tokensAtOnce),
    tokensPerMinute: limit("tokensPerMinute", options.tokensPerMinute),
    maxTokens: whole("maxTokens", options.maxTokens, 1, 1024),
    timeout: above0("timeout", options.timeout, 120),
    answerTimeout: above0("answerTimeout", options.answerTimeout, 60),
    retries: whole("retries", options.retries, 0, 2),
    retryDelay: fromTo("retryDelay", options.retryDelay ?? 0.5, 0, 60),
    breaker: {
      failures: whole("breakerFailures", options.breakerFailures, 1, 8),
      pause: above0("breakerPause", options.breakerPause, 2),
    },
  };
}

/** @throws ModelError MODEL_INVALID_ARGUMENT that names the part of the question */
export function checkQuestion(question: ModelQuestion): void {
  if (typeof question !== "object" || question === null)
    invalid("A question", "an object with messages", question);
  const { messages, maxTokens, timeout, priority, schema, signal, temperature } = question;
  if (!Array.isArray(messages) || messages.length === 0)
    invalid("messages", "an array of at least one { role, content }", messages);
  for (const [i, message] of messages.entries()) checkMessage(message, `messages[${i}]`);
  if (maxTokens !== undefined) whole("maxTokens", maxTokens, 1, 1);
  if (timeout !== undefined) above0("timeout", timeout, 1);
  if (temperature !== undefined) fromTo("temperature", temperature, 0, 2);
  if (priority !== undefined && !Number.isFinite(priority)) invalid("priority", "a number", priority);
  if (schema !== undefined && (typeof schema !== "object" || schema === null))
    invalid("schema", "a JSON schema, an object", schema);
  if (signal !== undefined && !(signal instanceof AbortSignal)) invalid("signal", "an AbortSignal", signal);
}

const ROLES: readonly string[] = ["system", "user", "assistant"] satisfies ModelMessage["role"][];

function checkMessage(message: Partial<ModelMessage> | null, at: string): void {
  const { role, content } = message ?? {};
  if (!ROLES.includes(role as string)) invalid(`the role of ${at}`, '"system", "user" or "assistant"', role);
  if (typeof content !== "string") invalid(`the content of ${at}`, "a string", content);
}

function invalid(what: string, allowed: string, value: unknown): never {
  throw new ModelError(
    "MODEL_INVALID_ARGUMENT",
    `${what} must be ${allowed}, but got ${describeValue(value)}.`,
  );
}

function whole(option: string, value: unknown, least: number, byDefault: number): number {
  if (value === undefined) return byDefault;
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  return invalid(option, `a whole number of at least ${least}`, value);
}

function limit(option: string, value: unknown): number {
  return value === Number.POSITIVE_INFINITY ? value : whole(option, value, 1, Number.POSITIVE_INFINITY);
}

function above0(option: string, value: unknown, byDefault: number): number {
  if (value === undefined) return byDefault;
  if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
  return invalid(option, "a number of seconds above 0", value);
}

function fromTo(option: string, value: unknown, least: number, most: number): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  return invalid(option, `a number from ${least} to ${most}`, value);
}
