import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { isCrash, threadOfChoice } from "../schedule/choice.ts";
import type { Observer, StepResult } from "../schedule/observer.ts";
import type { RunView } from "../schedule/run-view.ts";
import { letterOf } from "../schedule/trace.ts";
import { sites, sources } from "../transform/place.ts";
import type { Step } from "../verdict.ts";
import type { CellNames } from "./cell-names.ts";
import { Owners, wordOf } from "./owners.ts";

const LONGEST_LINE = 48;

/** Columns of the source itself, which was parsed with text in front of its first line. */
function shifted(columns: readonly [number, number], shift: number, line: number): [number, number] {
  const by = line === 1 ? shift : 0;
  return [columns[0] - by, columns[1] - by];
}

/** A place for a reader. */
export function placeOf(site: number): { inside: string; line: number; source: string } {
  const place = sites[site];
  const source = place && sources[place.source];
  if (place === undefined || source === undefined) return { inside: "", line: 0, source: "" };
  const line = source.lines[place.line - 1] ?? "";
  // A long line is cut to the code of the place.
  const isLong = line.trim().length > LONGEST_LINE && place.columns !== undefined;
  const text = isLong ? line.slice(...shifted(place.columns, source.shift, place.line)) : line;
  return { inside: place.inside || source.title, line: place.line, source: asWritten(text.trim()) };
}

/** A line of compiled code with the names that were written: `exports.FREE` is `FREE`, and `(0, labs_1.lock)(` is `lock(`. */
function asWritten(line: string): string {
  return line
    .replace(/\(0, [A-Za-z_$][\w$]*\.([A-Za-z_$][\w$]*)\)(?=\()/g, "$1")
    .replace(/(?<![\w$.])exports\.(?=[A-Za-z_$])/g, "");
}

/** The place in the learner's code that led to a thread's access, and the function of labs that makes the access. */
export function placeOfThread(thread: VirtualThread): ReturnType<typeof placeOf> & { within: string } {
  const within = placeOf(thread.site);
  for (const site of thread.sites()) {
    const source = sources[sites[site]?.source ?? -1];
    if (source && !source.isOfLabs)
      return { ...placeOf(site), within: site === thread.site ? "" : within.inside };
  }
  return { ...within, within: "" };
}

/** Records the effect of each step of a run. */
export class Recorder implements Observer {
  readonly steps: Step[] = [];
  readonly owners = new Owners();
  /** Memory before the first step. */
  readonly first = new Map<string, string>();
  readonly #names: CellNames;
  /** What was held after each step. */
  readonly #held: Owners["all"][] = [];
  #preemptions = 0;
  #isPreemption = false;
  #place: ReturnType<typeof placeOfThread> | undefined;

  constructor(names: CellNames) {
    this.#names = names;
  }

  #noteFirst(op: Op | undefined): void {
    if (op === undefined || op.index < 0) return;
    const name = this.#names.of(op);
    if (!this.first.has(name)) this.first.set(name, show(wordOf(op)));
  }

  /** The steps with the locks that are held after each. Only the whole run shows which words are locks. */
  get finished(): Step[] {
    return this.steps.map((step, i) => ({
      ...step,
      owners: (this.#held[i] ?? [])
        .filter((one) => this.owners.isLock(one))
        .map((one) => [this.#names.name(one.memory, one.low, one.high), one.thread]),
    }));
  }

  before(run: RunView, choice: number): void {
    this.#isPreemption = run.preemptions > this.#preemptions;
    this.#preemptions = run.preemptions;
    const thread = run.threads[threadOfChoice(choice)] as VirtualThread;
    this.#place = placeOfThread(thread);
    this.#noteFirst(thread.op);
  }

  after(_run: RunView, choice: number, { op, value, woken, isAsleep }: StepResult): void {
    const thread = threadOfChoice(choice);
    if (op) this.owners.onStep(op, value, thread);
    const isChange = op?.writes && op.index >= 0 && !isAsleep && op.kind !== "notify" && op.kind !== "wait";
    this.#held.push([...this.owners.all]);
    this.steps.push({
      number: this.steps.length + 1,
      thread,
      ...(this.#place as ReturnType<typeof placeOfThread>),
      action: op
        ? describe(op, value, woken, isAsleep, this.#names.of(op))
        : isCrash(choice)
          ? "dies before this step"
          : "its time limit ends",
      changes: isChange ? [[this.#names.of(op), show(wordOf(op))]] : [],
      owners: [],
      woken,
      isAsleep,
      isPreemption: this.#isPreemption,
    });
  }
}

function describe(op: Op, value: unknown, woken: readonly number[], isAsleep: boolean, name: string): string {
  if (value instanceof Error) return `throws ${value.name}: ${value.message}`;
  switch (op.kind) {
    case "read":
      return `reads ${name}: ${show(value)}`;
    case "write":
      return `writes ${name} = ${show(wordOf(op))}`;
    case "load":
      return `loads ${name}: ${show(value)}`;
    case "store":
      return `stores ${name} = ${show(wordOf(op))}`;
    case "exchange":
      return `puts ${show(op.value)} into ${name}, was ${show(value)}`;
    case "compareExchange":
      return value === op.value
        ? `changes ${name} from ${show(value)} to ${show(op.other)}`
        : `finds ${name} = ${show(value)}, not ${show(op.value)}`;
    case "wait":
      if (isAsleep) return `sleeps on ${name}`;
      return value === "timed-out"
        ? `does not sleep on ${name}: its limit is 0`
        : `does not sleep: ${name} is ${show(wordOf(op))}`;
    case "waitAsync":
      return (value as { async: boolean }).async
        ? `waits for ${name} on its event loop`
        : `does not wait: ${name} is ${show(wordOf(op))}`;
    case "notify":
      return woken.length === 0
        ? `notifies ${name}: nobody sleeps`
        : `wakes ${woken.map(letterOf).join(", ")} on ${name}`;
    case "bulk":
      return `${op.writes ? "writes" : "reads"} ${name}`;
    default:
      return `${op.kind} ${show(op.value)}: ${name} = ${show(wordOf(op))}, was ${show(value)}`;
  }
}

function show(value: unknown): string {
  return typeof value === "bigint" ? `${value}n` : String(value);
}
