import { isDeepStrictEqual } from "node:util";
import type { OperationRecord } from "../runtime/operation-record.ts";
import { cameWords } from "../runtime/plain-data.ts";

/** A sequential object: one method for each operation. */
export type Model = Readonly<Record<string, unknown>>;

/** An operation's result in words: `→ 3`, `throws Error: full`, or nothing while it has not returned. */
function outcome({ to, hasThrown, result }: OperationRecord): string {
  if (to === Number.POSITIVE_INFINITY) return " …";
  return hasThrown ? ` throws ${cameWords(result) ?? text(result)}` : ` → ${show(result)}`;
}

/** `enqueue(1) → undefined`. */
export function operationWords(record: OperationRecord): string {
  return `${record.name}(${record.args.map(show).join(", ")})${outcome(record)}`;
}

function show(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  const came = cameWords(value);
  if (came !== undefined) return came;
  try {
    return JSON.stringify(value) ?? text(value);
  } catch {
    return text(value);
  }
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "something that cannot be written as text";
  }
}

/**
 * Whether the operations can be put in one order that keeps every operation behind those that had returned before it was called, and in which the sequential
 * model gives the same results. An operation that never returned may have taken effect or not. Wing and Gong (1993), with the memory of Lowe (2017): a set of
 * operations that led to the same model is not tried twice.
 */
export function isLinearizable(records: readonly OperationRecord[], model: () => Model): boolean {
  const isReturned = records.map(({ to }) => to < Number.POSITIVE_INFINITY);
  const tried = new Set<string>();
  const search = (order: readonly number[]): boolean => {
    const done = new Set(order);
    if (records.every((_, i) => done.has(i) || !isReturned[i])) return true;
    const now = replayed(records, order, model);
    const key = keyOf(now, done);
    if (key !== undefined) {
      if (tried.has(key)) return false;
      tried.add(key);
    }
    // An operation may be next when no other open one had returned before it began.
    const earliest = Math.min(...records.map(({ to }, i) => (done.has(i) ? Number.POSITIVE_INFINITY : to)));
    return records.some((record, i) => {
      if (done.has(i) || record.from > earliest) return false;
      if (!agrees(record, replayed(records, order, model))) return false;
      return search([...order, i]);
    });
  };
  return search([]);
}

/** A new model after some operations. */
function replayed(records: readonly OperationRecord[], order: readonly number[], model: () => Model): Model {
  const made = model();
  for (const i of order) apply(made, records[i] as OperationRecord);
  return made;
}

function agrees(record: OperationRecord, model: Model): boolean {
  const { result, hasThrown } = apply(model, record);
  if (record.to === Number.POSITIVE_INFINITY) return true;
  if (hasThrown || record.hasThrown) return hasThrown === record.hasThrown;
  // What is not plain data equals nothing that a model gives.
  if (cameWords(record.result) !== undefined) return false;
  return isDeepStrictEqual(result, record.result);
}

function apply(model: Model, { name, args }: OperationRecord): { result: unknown; hasThrown: boolean } {
  const method = model[name];
  if (typeof method !== "function") throw new UnknownOperation(name);
  try {
    return { result: Reflect.apply(method, model, args), hasThrown: false };
  } catch (error) {
    return { result: error, hasThrown: true };
  }
}

/** The model has no method for an operation. */
export class UnknownOperation extends Error {}

/** The state of a plain model with the operations that led to it; undefined where the state cannot be seen. */
function keyOf(model: Model, done: ReadonlySet<number>): string | undefined {
  if (Object.getPrototypeOf(model) !== Object.prototype) return undefined;
  const fields = Object.values(model).filter((field) => typeof field !== "function");
  // Sets, maps and class instances do not show their contents as JSON.
  if (fields.length === 0 || !fields.every(isPlain)) return undefined;
  return `${[...done].sort((a, b) => a - b)}|${JSON.stringify(fields)}`;
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return Array.isArray(value) && value.every(isPlain);
}

/** The operations as lines in time, one lane a thread: `A  |── enqueue(1) → 0 ──|`. */
export function historyLines(
  records: readonly OperationRecord[],
  letterOf: (thread: number) => string,
): string[] {
  const last = Math.max(1, ...records.map(({ from, to }) => (to < Number.POSITIVE_INFINITY ? to : from)));
  const scale = Math.min(2, 60 / last);
  return [...records]
    .sort((a, b) => a.thread - b.thread || a.from - b.from)
    .map((record) => {
      const end = Math.min(record.to, last);
      // An operation without a step, of a thread that has made none, is at 0.
      const from = Math.max(1, record.from);
      const before = " ".repeat(Math.round((from - 1) * scale));
      const bar = "─".repeat(Math.max(1, Math.round((end - from + 1) * scale)));
      const close = record.to < Number.POSITIVE_INFINITY ? "┤" : "┄";
      return `${letterOf(record.thread)}  ${before}├${bar}${close} ${operationWords(record)}`;
    });
}
