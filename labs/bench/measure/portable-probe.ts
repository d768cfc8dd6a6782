import type { ProcessProbe } from "./process-probe.ts";
import { listedProcessTree } from "./process-tree.ts";

/** Uses pidusage, which runs `ps` or a similar program: slower and only RSS, but it works on every system. */
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
    return Object.values(await pidusage(await listedProcessTree(pid))).filter(Boolean);
  } catch {
    return []; // All processes of the tree have ended.
  }
}

function total(usages: readonly Usage[], value: (usage: Usage) => number): number {
  return usages.reduce((sum, usage) => sum + value(usage), 0);
}
