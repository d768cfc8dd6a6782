import { availableParallelism } from "node:os";
import { type ExecutorOption, executors, findExecutor, SwarmError } from "../swarm/index.ts";
import { type FaultName, faults } from "./fault.ts";
import { tableHtml } from "./table-html.ts";
import { tableText } from "./table-text.ts";
import { runInTrialProcess } from "./trial-process.ts";
import { judge, type Trial } from "./verdict.ts";

export interface ContainmentOptions {
  /** Names of faults. @default all */
  readonly faults?: readonly FaultName[];
  /** Names of executors. @default all */
  readonly executors?: readonly ExecutorOption[];
  /** Seconds that one trial may take before it counts as hung. @default 20 */
  readonly seconds?: number;
  /** Seconds after which an agent that never ends is stopped. @default 3 */
  readonly timeout?: number;
  /** How many trials run at the same time. At least 1. @default the number of cores */
  readonly atOnce?: number;
  /** Called after each trial. */
  readonly onProgress?: (event: {
    readonly trial: Trial;
    readonly done: number;
    readonly total: number;
  }) => void;
}

/** Which executor contains which fault, as observed on this machine. A notebook shows it as a table. */
export interface ContainmentTable {
  /** Ordered by fault, then by executor. */
  readonly trials: readonly Trial[];
  /** Trials in which an executor did not contain a fault that it promises to contain. */
  readonly broken: readonly Trial[];
  toString(): string;
}

/**
 * Tries every fault under every executor. Each trial runs in a process of its own, which may use 256 MB of memory and
 * `seconds` of time, so that no fault reaches the calling process.
 *
 * ```ts
 * await containmentTable({ faults: ["exits", "growing-map"], executors: ["worker-threads", "child-processes"] })
 * ```
 *
 * @throws SwarmError UNKNOWN_EXECUTOR or INVALID_ARGUMENT, naming the allowed values
 */
export async function containmentTable(options: ContainmentOptions = {}): Promise<ContainmentTable> {
  const { seconds = 20, timeout = 3, atOnce = availableParallelism(), onProgress } = options;
  const chosenFaults = (options.faults ?? faults.map(({ name }) => name)).map(findFault);
  const chosenExecutors = options.executors?.map(findExecutor) ?? executors();
  if (!(timeout > 0 && timeout < seconds))
    refuse("timeout", `above 0 and below seconds (${seconds})`, timeout);
  if (!Number.isInteger(atOnce) || atOnce < 1) refuse("atOnce", "a whole number of at least 1", atOnce);

  const trials: Trial[] = [];
  const pairs = chosenFaults.flatMap((fault) => chosenExecutors.map((executor) => ({ fault, executor })));
  const queue = pairs.entries();
  let done = 0;
  const runTrials = async () => {
    // All of them take from one iterator.
    for (const [place, { fault, executor }] of queue) {
      const end = await runInTrialProcess({ fault, executor: executor.name, timeout }, seconds);
      const trial = judge(fault, executor, end);
      trials[place] = trial;
      onProgress?.({ trial, done: ++done, total: pairs.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runTrials));
  const broken = trials.filter(
    ({ promised, verdict }) => promised && !["contained", "refused"].includes(verdict),
  );
  const text = () => tableText(trials);
  return Object.freeze({
    trials: Object.freeze(trials),
    broken: Object.freeze(broken),
    toString: text,
    [Symbol.for("swarmlab.mime")]: () => ({ "text/plain": text(), "text/html": tableHtml(trials) }),
  });
}

function findFault(name: string): (typeof faults)[number] {
  const found = faults.find((fault) => fault.name === name);
  const names = faults.map((fault) => `"${fault.name}"`).join(", ");
  return found ?? refuse("faults", `among ${names}`, name);
}

function refuse(option: string, allowed: string, value: unknown): never {
  throw new SwarmError("INVALID_ARGUMENT", `${option} must be ${allowed}, but got ${JSON.stringify(value)}.`);
}
