import { unknownOptionProblem } from "../common/unknown-option.ts";
import { SwarmError } from "./errors.ts";
import type { OpenSwarmOptions, SwarmOptions } from "./options.ts";

/** The options that each run of a swarm has for itself. The type says when one is missing. */
export const RUN_OPTIONS: readonly string[] = Object.keys({
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

/** Refuses an option that openSwarm does not have. @throws SwarmError INVALID_ARGUMENT */
export function refuseUnknownOpenOptions(options: object): void {
  refuseUnknown(options, OPEN_SWARM_OPTIONS, "of openSwarm");
}

function refuseUnknown(options: object, known: ReadonlySet<string>, of: string): void {
  const problem = unknownOptionProblem(options, known, of);
  if (problem !== undefined) throw new SwarmError("INVALID_ARGUMENT", problem);
}
