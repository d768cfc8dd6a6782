import type { Failure, FailureKind, Step, VerdictData } from "../verdict.ts";

const LONGEST_TEXT = 2_000;
const MOST_STEPS = 200;
const MOST_ITEMS = 200;

const KINDS: readonly FailureKind[] = [
  "invariant broken",
  "wrong end",
  "deadlock",
  "lost wake-up",
  "livelock",
  "exception",
  "endless loop",
  "unlock by non-owner",
  "never unlocked",
  "not linearizable",
  "leak",
  "data race",
];

/**
 * Reads a verdict from the process of an answer, which may send anything. Every part is copied with its expected type and a largest length.
 * A missing or wrong part reads as a failure.
 */
export function readVerdict(value: unknown): VerdictData {
  const data = record(value);
  const failure = data.failure === null ? null : readFailure(data.failure);
  const threads = list(data.threads).slice(0, 8).map(text);
  return {
    passed: data.passed === true && failure === null,
    summary: text(data.summary),
    threads,
    failure,
    races: list(data.races)
      .slice(0, 20)
      .map((one) => ({ memory: text(record(one).memory), message: text(record(one).message) })),
    covered: data.covered === "all" ? "all" : typeof data.covered === "number" ? number(data.covered) : null,
    interleavings: number(data.interleavings),
    steps: number(data.steps),
    seconds: number(data.seconds),
    finalStates: list(data.finalStates)
      .slice(0, 100)
      .map((one) => ({ state: text(record(one).state), runs: number(record(one).runs) })),
    notes: list(data.notes).slice(0, 10).map(text),
  };
}

function readFailure(value: unknown): Failure {
  const data = record(value);
  return {
    kind: KINDS.find((kind) => kind === data.kind) ?? "exception",
    message: text(data.message),
    trace: text(data.trace),
    preemptions: number(data.preemptions),
    steps: list(data.steps).slice(0, MOST_STEPS).map(readStep),
    length: number(data.length),
    history: list(data.history).slice(0, MOST_ITEMS).map(text),
    fatal: list(data.fatal).slice(0, MOST_ITEMS).map(number),
    before: pairs(data.before, text),
  };
}

function readStep(value: unknown): Step {
  const data = record(value);
  return {
    number: number(data.number),
    thread: Math.min(7, number(data.thread)),
    inside: text(data.inside),
    line: number(data.line),
    source: text(data.source),
    within: text(data.within),
    action: text(data.action),
    changes: pairs(data.changes, text),
    owners: pairs(data.owners, (thread) => Math.min(7, number(thread))),
    woken: list(data.woken)
      .slice(0, 8)
      .map((thread) => Math.min(7, number(thread))),
    isAsleep: data.isAsleep === true,
    isPreemption: data.isPreemption === true,
  };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value.slice(0, LONGEST_TEXT) : "");
const number = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : 0;
const pairs = <T>(value: unknown, second: (part: unknown) => T): [string, T][] =>
  list(value)
    .slice(0, MOST_ITEMS)
    .map((pair) => [text(list(pair)[0]), second(list(pair)[1])]);
