import { cameWords, plainData } from "../runtime/plain-data.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import type { Death } from "../runtime/world.ts";
import type { Run } from "../schedule/run.ts";
import type { RunEnd } from "../schedule/run-end.ts";
import { letterOf } from "../schedule/trace.ts";
import type { FailureKind } from "../verdict.ts";
import type { CellNames } from "./cell-names.ts";
import { LeakError } from "./leaks.ts";
import { NeverUnlockedError, UnlockError } from "./lock-watch.ts";
import type { Owners } from "./owners.ts";
import { wordOf } from "./owners.ts";
import { placeOf, placeOfThread } from "./recorder.ts";

export interface Judgement {
  readonly kind: FailureKind;
  readonly message: string;
}

/** The failure of a run in one sentence. */
export function judge(run: Run, end: RunEnd, names: CellNames, owners: Owners): Judgement {
  const { kind, message } = judgement(run, end, names, owners);
  const sentence = /[.!?…]$/.test(message) ? message : `${message}.`;
  return { kind, message: [sentence, ...run.deaths.map((death) => deathSentence(run, death))].join(" ") };
}

function judgement(run: Run, end: RunEnd, names: CellNames, owners: Owners): Judgement {
  switch (end.kind) {
    case "broken":
      return judgeBroken(end);
    case "thrown":
      return judgeThrown(end.thread, end.error);
    case "endless":
      return {
        kind: "endless loop",
        message: `${letterOf(end.thread)} loops for ever${atLineOf(run.threads[end.thread])} without touching shared memory, so nothing that another thread does can end it.`,
      };
    case "spinning":
      return {
        kind: "livelock",
        message: `Livelock: ${list(run.threads.filter(isOpen).map((thread) => spinWords(thread, names, owners)))}, and nobody is left to change that.`,
      };
    case "too-long":
      return {
        kind: "livelock",
        message: `Livelock: after ${run.choices.length.toLocaleString("en")} steps ${list(run.threads.filter(isOpen).map((thread) => `${letterOf(thread.index)} is still busy${atLineOf(thread)}`))}. If the threads only have much to do, give them less, or raise stepsPerRun.`,
      };
    default:
      return judgeStuck(run, names, owners);
  }
}

const isOpen = ({ state }: VirtualThread) => state !== "done" && state !== "dead";

/** "A died at step 4, before line 3 of ada (…)." */
function deathSentence(run: Run, { thread, step }: Death): string {
  const dead = run.threads[thread];
  const place = dead === undefined || dead.site < 0 ? "" : atPlace(placeOfThread(dead));
  return `${letterOf(thread)} had died at step ${step}${place.replace(" at line", ", before line")}.`;
}

function judgeBroken(end: Extract<RunEnd, { kind: "broken" }>): Judgement {
  // A rule may call code of the answer, and throw what that throws.
  const thrown = plainData(end.error);
  const reason = thrown === undefined ? "" : (cameWords(thrown) ?? messageOf(thrown));
  if (end.error instanceof UnlockError) return { kind: "unlock by non-owner", message: reason };
  if (end.error instanceof NeverUnlockedError) return { kind: "never unlocked", message: reason };
  if (end.error instanceof LeakError) return { kind: "leak", message: reason };
  if (end.by === "history") return { kind: "not linearizable", message: reason };
  if (end.by === "invariant")
    return { kind: "invariant broken", message: `The invariant is broken${reason ? `: ${reason}` : "."}` };
  return { kind: "wrong end", message: `In the end the result is wrong${reason ? `: ${reason}` : "."}` };
}

/** The kinds of failure by the error codes of labs' locks. */
const BY_CODE: Readonly<Record<string, FailureKind>> = {
  NOT_OWNER: "unlock by non-owner",
  DEADLOCK: "deadlock",
};

function judgeThrown(thread: number, thrown: unknown): Judgement {
  const error = plainData(thrown);
  const came = cameWords(error);
  if (came !== undefined)
    return { kind: "exception", message: `${letterOf(thread)} threw what is no error (${came})` };
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  const kind = (typeof code === "string" && BY_CODE[code]) || "exception";
  return { kind, message: `${letterOf(thread)} threw ${messageOf(error, true)}` };
}

function judgeStuck(run: Run, names: CellNames, owners: Owners): Judgement {
  const asleep = run.threads.filter((thread) => thread.state === "waiting" && thread.op !== undefined);
  for (const thread of asleep) {
    const lost = lostWakeUp(run, thread, names, owners);
    if (lost) return lost;
  }
  for (const { thread, op, promise } of run.waiting.pending) {
    if (promise && wordOf(op) !== op.value)
      return {
        kind: "lost wake-up",
        message: `Lost wake-up: ${letterOf(thread.index)} waits on its event loop for ${names.of(op)} to be no longer ${String(op.value)}; it is ${String(wordOf(op))} by now, and nobody is left to notify.`,
      };
  }
  const open = run.threads.filter(isOpen);
  if (open.every((thread) => thread.hasReturned && thread.timers.isQuiet))
    return {
      kind: "livelock",
      message: `Livelock: ${list(open.map((thread) => `${letterOf(thread.index)} has returned, but its setInterval goes on for ever`))}; clear it.`,
    };
  const words = open.map((thread) => waitWords(thread, names, owners));
  return { kind: "deadlock", message: `Deadlock: ${list(words)}. Nobody is left to go on.` };
}

/** Whether a thread missed a wake-up: the word that it waits for has changed, or was notified before it slept. */
function lostWakeUp(
  run: Run,
  thread: VirtualThread,
  names: CellNames,
  owners: Owners,
): Judgement | undefined {
  const { op } = thread;
  if (op === undefined) return undefined;
  const name = names.of(op);
  const sleeps = `Lost wake-up: ${letterOf(thread.index)} sleeps on ${name}${atLineOf(thread)}`;
  const value = wordOf(op);
  if (value !== op.value) {
    const writer = owners.lastWriterOf(op);
    const by = writer ? ` (${letterOf(writer.thread)} changed it${at(writer.site)})` : "";
    return {
      kind: "lost wake-up",
      message: `${sleeps}, which is ${String(value)} by now, not the ${String(op.value)} it went to sleep on${by}; but nobody is left to wake it.`,
    };
  }
  // A wait for a lock that is held is no lost wake-up but part of a deadlock.
  if (owners.ownerOf(op) !== undefined) return undefined;
  const early = run.waiting.withoutWaiter.findLast(
    (one) => one.op.memory === op.memory && one.op.low === op.low && one.thread !== thread.index,
  );
  if (early === undefined) return undefined;
  return {
    kind: "lost wake-up",
    message: `${sleeps}, but ${letterOf(early.thread)} had notified${at(early.op.site)} before, when nobody slept there; nobody is left to wake it.`,
  };
}

function waitWords(thread: VirtualThread, names: CellNames, owners: Owners): string {
  const who = letterOf(thread.index);
  const { op, state } = thread;
  if (state === "idle" || op === undefined)
    return `${who} waits on its event loop for something that never comes`;
  const owner = owners.ownerOf(op);
  const held =
    owner === undefined
      ? ""
      : owner === thread.index
        ? ", which it holds itself"
        : `, which ${letterOf(owner)} holds`;
  return `${who} waits for ${names.of(op)}${held}${atLineOf(thread)}`;
}

function spinWords(thread: VirtualThread, names: CellNames, owners: Owners): string {
  if (thread.state !== "spinning") return waitWords(thread, names, owners);
  const cells = [...new Set(thread.loops.spinsOn.map((op) => `${names.of(op)} (${String(wordOf(op))})`))];
  return `${letterOf(thread.index)} looks at ${cells.join(" and ")} again and again${atLineOf(thread)}`;
}

/** " at line 3 of take: `while (…)`". */
function at(site: number): string {
  return atPlace(placeOf(site));
}

function atPlace({ inside, line, source }: ReturnType<typeof placeOf>): string {
  if (line === 0) return "";
  return ` at line ${line}${inside ? ` of ${inside}` : ""} (${source.length > 60 ? `${source.slice(0, 59)}…` : source})`;
}

function atLineOf(thread: VirtualThread | undefined): string {
  return thread === undefined || thread.site < 0 ? "" : atPlace(placeOfThread(thread));
}

function messageOf(error: unknown, withName = false): string {
  if (!(typeof error === "object" && error !== null && "message" in error)) return String(error);
  const { name, message } = error as Error;
  return withName ? `${name}: ${message}` : message;
}

function list(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
