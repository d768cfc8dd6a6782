import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach } from "vitest";
import type { WorkerMachineOptions } from "../../../../../labs/swarm/index.ts";

const started = new Set<ChildProcess>();

afterEach(async () => {
  for (const child of started) await end(child, "SIGKILL");
});

/** Starts a worker machine as a process of its own, and waits until it takes jobs. */
export async function startMachine(
  options: Omit<WorkerMachineOptions, "announce">,
  env: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const child = fork(new URL("./worker-process.ts", import.meta.url), [JSON.stringify(options)], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  started.add(child);
  const [said] = await Promise.race([once(child, "message"), once(child, "exit")]);
  if (said !== "ready") throw new Error(`The machine ended with code ${said}.`);
  return child;
}

/** Ends a machine, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  started.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
