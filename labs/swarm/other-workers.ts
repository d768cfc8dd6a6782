import { inspect } from "node:util";
import { SwarmError } from "./errors.ts";
import { RUN_OPTIONS, refuseUnknownOpenOptions } from "./option-names.ts";
import type { OpenSwarmOptions, SwarmOptions } from "./options.ts";
import type { WorkerSettings } from "./read-options.ts";

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
    refuseUnknownOpenOptions(options);
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
