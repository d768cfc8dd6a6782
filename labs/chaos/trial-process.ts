import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GuardedProcess, type ProcessExit } from "../swarm/index.ts";
import type { TrialReport, TrialRequest } from "./trial-messages.ts";

const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** How much memory a trial process may use, in megabytes. */
const MEMORY_LIMIT_MB = 256;

/** How a trial process ended: with a report, by itself without a report, or by force because it took too long. */
export type TrialEnd =
  | { readonly kind: "reported"; readonly report: TrialReport }
  | { readonly kind: "died"; readonly reason: string }
  | { readonly kind: "hung" };

/**
 * Runs one trial in a process of its own, which may use 256 MB of memory and as many seconds as given. Afterwards
 * neither processes nor files of it are left.
 */
export async function runInTrialProcess(
  request: Omit<TrialRequest, "folder">,
  seconds: number,
): Promise<TrialEnd> {
  const folder = await mkdtemp(join(tmpdir(), "swarmlab-chaos-"));
  try {
    return await run({ ...request, folder: join(folder, "barrier") }, seconds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(request: TrialRequest, seconds: number): Promise<TrialEnd> {
  let report: TrialReport | undefined;
  let isLate = false;
  const { promise: exited, resolve: onExit } = Promise.withResolvers<ProcessExit>();
  const trial = new GuardedProcess<TrialRequest, TrialReport>({
    entry: new URL(`./trial-host${EXTENSION}`, import.meta.url),
    memoryLimit: MEMORY_LIMIT_MB * 2 ** 20,
    v8Flags: [`--max-old-space-size=${MEMORY_LIMIT_MB / 2}`],
    onMessage: (message) => {
      report = message;
    },
    onExit,
  });
  // The agents' output is not part of the result, but it has to be read: a full pipe blocks the process.
  trial.child.stdout?.resume();
  trial.child.stderr?.resume();
  trial.send(request);
  const timer = setTimeout(() => {
    isLate = true;
    trial.kill();
  }, seconds * 1000);
  const { code, signal, memoryExceeded } = await exited;
  clearTimeout(timer);
  if (report !== undefined) return { kind: "reported", report };
  if (isLate) return { kind: "hung" };
  if (memoryExceeded !== undefined) return { kind: "died", reason: `over ${MEMORY_LIMIT_MB} MB` };
  return { kind: "died", reason: signal ?? `code ${code}` };
}
