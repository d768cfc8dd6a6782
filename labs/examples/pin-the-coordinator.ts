/**
 * Tip: pin the coordinator to a core, while the agents roam over all of them. Linux only: it takes `taskset`.
 *
 * Measured is how long the coordinator's event loop keeps its callers waiting while every core is busy. The kernel's
 * scheduler is good at this by itself: do not be surprised if pinning changes nothing, or makes it worse.
 *
 *     node labs/examples/pin-the-coordinator.ts
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { agent, DataAnalyst } from "../agents/index.ts";
import { runMultiAgentSystem, runtimeStatus } from "../swarm/index.ts";
import { compare } from "./support/compare.ts";

const agents = Array.from({ length: runtimeStatus().cores }, (_, i) => agent(DataAnalyst, i + 1, 15_000_000));

/** The cores on which a thread may run, such as "0-1". The main thread has the process's own id. */
function coresOf(thread: number | string): string {
  return (
    /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync(`/proc/self/task/${thread}/status`, "utf8"))?.[1] ?? ""
  );
}

/** Without `-a`, `taskset` moves one thread only; but threads started later inherit from it. */
function pinTo(cores: string): void {
  execFileSync("taskset", ["-c", "-p", cores, String(process.pid)], { stdio: "pipe" });
}

/** The 99th percentile of the time between two ticks that should be 1 ms apart, in seconds. */
async function tickTime(coordinatorCores: string): Promise<number> {
  const before = coresOf(process.pid);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  try {
    const { results } = await runMultiAgentSystem({
      agents,
      // Called when the workers are there already, so that they do not inherit the pin.
      announce: () => {
        pinTo(coordinatorCores);
        seen[coordinatorCores] = allCores();
        delay.enable();
      },
    });
    for (const { error } of results) if (error !== null) throw error;
  } finally {
    delay.disable();
    pinTo(before);
  }
  return delay.percentile(99) / 1e9;
}

const seen: Record<string, string> = {};

function allCores(): string {
  const others = readdirSync("/proc/self/task").filter((thread) => thread !== String(process.pid));
  return `coordinator on ${coresOf(process.pid)}, other threads on ${[...new Set(others.map(coresOf))].join(" and ")}`;
}

function whyNot(): string | undefined {
  if (process.platform !== "linux")
    return "Pinning needs taskset, which only Linux has: nothing was measured.";
  try {
    pinTo(coresOf(process.pid));
    return undefined;
  } catch (error) {
    return `taskset cannot be used here, so nothing was measured: ${(error as Error).message.split("\n")[0]}`;
  }
}

const excuse = whyNot();
if (excuse !== undefined) {
  console.log(excuse);
} else {
  const everywhere = coresOf(process.pid);
  const one = /^\d+/.exec(everywhere)?.[0] ?? "0";
  if (one === everywhere) console.log("There is one core only, so pinned or not is the same here.");
  console.log("Slowest 1 % of the coordinator's 1 ms ticks while all cores compute:");
  await compare({ pinned: () => tickTime(one), roaming: () => tickTime(everywhere) });
  for (const cores of new Set([one, everywhere])) console.log(`cores ${cores}: ${seen[cores]}`);
}
