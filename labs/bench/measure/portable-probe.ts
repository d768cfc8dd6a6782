import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ProcessProbe } from "./process-probe.ts";

/** Asks pidusage, which asks `ps` or the like: slower, and only RSS, but there on every system. */
export const portableProbe: ProcessProbe = {
  memoryKind: "RSS",
  memoryMB: async (pid) => total(await usageOf(pid), ({ memory }) => memory) / 1e6,
  cpuSeconds: async (pid) => total(await usageOf(pid), ({ ctime }) => ctime) / 1000,
};

interface Usage {
  /** Resident bytes. */
  readonly memory: number;
  /** CPU milliseconds. */
  readonly ctime: number;
}

async function usageOf(pid: number): Promise<Usage[]> {
  const { default: pidusage } = await import("pidusage");
  try {
    return Object.values(await pidusage(await tree(pid))).filter(Boolean);
  } catch {
    return []; // All of them have ended.
  }
}

function total(usages: readonly Usage[], value: (usage: Usage) => number): number {
  return usages.reduce((sum, usage) => sum + value(usage), 0);
}

async function tree(root: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const parents = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [pid: number, parent: number]);
  const found = [root];
  for (const each of found)
    found.push(...parents.filter(([, parent]) => parent === each).map(([pid]) => pid));
  return found;
}
