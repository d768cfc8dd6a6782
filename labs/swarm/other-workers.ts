import { inspect } from "node:util";
import { unknownOptionProblem } from "../common/unknown-option.ts";
import { SwarmError } from "./errors.ts";
import type { OpenSwarmOptions, SwarmOptions } from "./options.ts";
import type { WorkerSettings } from "./read-options.ts";

/** The options that each run of a swarm has for itself. The type says when one is missing. */
const RUN_OPTIONS = Object.keys({
  agents: true,
  timeout: true,
  signal: true,
  grace: true,
  policy: true,
  retries: true,
  schedule: true,
  chunk: true,
  model: true,
  runId: true,
  onProgress: true,
  swarm: true,
} satisfies Record<Exclude<keyof SwarmOptions, keyof OpenSwarmOptions>, true>);

const OPEN_SWARM_OPTIONS: ReadonlySet<string> = new Set(
  Object.keys({
    executor: true,
    concurrency: true,
    memoryLimit: true,
    maxTasksPerWorker: true,
    warmUp: true,
    engine: true,
    shared: true,
    announce: true,
  } satisfies Record<keyof OpenSwarmOptions, true>),
);

const ALL_OPTIONS: ReadonlySet<string> = new Set([...RUN_OPTIONS, ...OPEN_SWARM_OPTIONS]);

/** Refuses an option that no run has, with the nearest name. @throws SwarmError INVALID_ARGUMENT */
export function refuseUnknownOptions(options: object): void {
  refuseUnknown(options, ALL_OPTIONS, "of a run");
}

function refuseUnknown(options: object, known: ReadonlySet<string>, of: string): void {
  const problem = unknownOptionProblem(options, known, of);
  if (problem !== undefined) throw new SwarmError("INVALID_ARGUMENT", problem);
}

/** Refuses options that are no object, as when an executor's name or nothing is handed over. */
export function checkIsObject(options: unknown, what: string): void {
  if (typeof options === "object" && options !== null) return;
  const got = inspect(options, { depth: 0, breakLength: Number.POSITIVE_INFINITY });
  throw new SwarmError("INVALID_ARGUMENT", `${what}, but got ${got}.`);
}

/** Refuses options of a run where a swarm is opened, because no run would keep them. @throws SwarmError INVALID_ARGUMENT */
export function refuseRunOptions(options: OpenSwarmOptions): void {
  checkIsObject(options, "The options of openSwarm must be an object");
  const name = RUN_OPTIONS.find((option) => Reflect.get(options, option) !== undefined);
  if (name === undefined) {
    refuseUnknown(options, OPEN_SWARM_OPTIONS, "of openSwarm");
    return;
  }
  const instead = name === "swarm" ? "leave it out" : "hand it to run(…) of the open swarm";
  throw new SwarmError("INVALID_ARGUMENT", `${name} is an option of a run, not of openSwarm(…); ${instead}.`);
}

/** Refuses options of a run that ask for other workers than its open swarm has. @throws SwarmError INVALID_ARGUMENT */
export function refuseOtherWorkers(options: Partial<SwarmOptions>, workers: WorkerSettings): void {
  const { executor, concurrency, memoryLimit, maxTasksPerWorker, warmUp } = workers;
  const has = { executor: executor.name, concurrency, memoryLimit, maxTasksPerWorker, warmUp };
  for (const name of Object.keys(has) as (keyof typeof has)[]) {
    if (options[name] === undefined || options[name] === has[name]) continue;
    throw new SwarmError(
      "INVALID_ARGUMENT",
      `${name} is ${JSON.stringify(options[name])}, but the swarm was opened with ${JSON.stringify(has[name]) ?? "none"}; ` +
        "leave it out, or open another swarm.",
    );
  }
}
