import type { WorkerMachineOptions } from "@swarmlab/labs/swarm";
import { UsageError } from "../../common/command-line.mjs";

/** The options of the command line. */
export interface WorkerValues {
  readonly queue: string | undefined;
  readonly url: string | undefined;
  readonly slots: string | undefined;
  readonly isolation: string;
  readonly name: string | undefined;
  readonly drain: string;
  readonly lock: string;
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly trace?: boolean | undefined;
  readonly grade?: boolean | undefined;
  readonly sandbox?: string | undefined;
}

/** The queue of grading, which `npm run grade -- --workers` uses too. */
const GRADING_QUEUE = "grade";

/** What `openWorker` is asked for, and how long the worker may take to end. */
export type WorkerRequest = WorkerMachineOptions & { readonly drainSeconds: number };

/** @throws UsageError one sentence with what is wrong and what to do */
export function readWorkerRequest(values: WorkerValues): WorkerRequest {
  const { grade = false, sandbox } = values;
  const {
    queue = grade ? GRADING_QUEUE : undefined,
    url,
    slots,
    isolation,
    name,
    drain,
    lock,
    port,
    host,
    trace,
  } = values;
  if (queue === undefined)
    throw new UsageError("Name the queue whose agents it runs: npm run worker -- --queue class");
  if (sandbox !== undefined && !grade) throw new UsageError("--sandbox belongs to --grade: add it.");
  if (grade && isolation !== "processes")
    throw new UsageError("--grade runs agents in processes: leave --isolation out.");
  if (isolation !== "processes" && isolation !== "threads")
    throw new UsageError(`--isolation takes processes or threads, but got "${isolation}".`);
  if (host !== undefined && port === undefined)
    throw new UsageError("--host is the address of --port, and that is missing: add --port 9464");
  return {
    queue,
    isolation,
    lockSeconds: seconds("--lock", lock, 1),
    drainSeconds: seconds("--drain", drain, 0),
    ...(trace && { trace }),
    ...(port !== undefined && {
      monitoring: { port: portNumber(port), ...(host !== undefined && { host }) },
    }),
    ...(url !== undefined && { url }),
    ...(name !== undefined && { name }),
    ...(slots !== undefined && { slots: wholeNumber("--slots", slots, 1000) }),
  };
}

function seconds(option: string, text: string, least: number): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= least && text.trim() !== "") return number;
  throw new UsageError(`${option} takes a number of seconds of at least ${least}, but got "${text}".`);
}

function portNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535 && text.trim() !== "") return number;
  throw new UsageError(`--port takes a port from 1 to 65535, or 0 for any free one, but got "${text}".`);
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most && text.trim() !== "") return number;
  throw new UsageError(`${option} takes a whole number from 1 to ${most}, but got "${text}".`);
}
