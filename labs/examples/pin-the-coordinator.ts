/**
 * Tip: pin the coordinator to one core, while the agents run on all of them. Linux only: it needs `taskset`.
 *
 * The example measures how late the coordinator's event loop is while every core is busy. The kernel's scheduler is good at
 * this by itself: pinning often changes nothing, or makes it worse.
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

/** The cores on which a thread may run, such as "0-1". The id of the main thread is that of the process. */
function coresOf(thread: number | string): string {
  return (
    /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync(`/proc/self/task/${thread}/status`, "utf8"))?.[1] ?? ""
  );
}

/** Pins the main thread. Without `-a`, `taskset` pins only one thread, but threads started later inherit its cores. */
function pinTo(cores: string): void {
  execFileSync("taskset", ["-c", "-p", cores, String(process.pid)], { stdio: "pipe" });
}

/** The 99th percentile of the seconds between two ticks that should be 1 ms apart. */
async function tickTime(coordinatorCores: string): Promise<number> {
  const before = coresOf(process.pid);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  try {
    const { results } = await runMultiAgentSystem({
      agents,
      // Called after the workers have started, so that they do not inherit the pinned core.
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

function obstacle(): string | undefined {
  if (process.platform !== "linux")
    return "Pinning needs taskset, which only Linux has: nothing was measured.";
  try {
    pinTo(coresOf(process.pid));
    return undefined;
  } catch (error) {
    return `taskset cannot be used here, so nothing was measured: ${(error as Error).message.split("\n")[0]}`;
  }
}

const problem = obstacle();
if (problem !== undefined) {
  console.log(problem);
} else {
  const everywhere = coresOf(process.pid);
  const one = /^\d+/.exec(everywhere)?.[0] ?? "0";
  if (one === everywhere) console.log("There is one core only, so pinned or not is the same here.");
  console.log("Slowest 1 % of the coordinator's 1 ms ticks while all cores compute:");
  await compare({ pinned: () => tickTime(one), roaming: () => tickTime(everywhere) });
  for (const cores of new Set([one, everywhere])) console.log(`cores ${cores}: ${seen[cores]}`);
}
