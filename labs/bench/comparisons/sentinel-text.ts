import { formatMemory, formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import type { LookupCost, SentinelComparison } from "./compare-sentinel.ts";

const LEAST_LOOKUP_RATIO = 20;
const LEAST_MEMORY_RATIO = 8;

/** The comparison as lines of text, with the goals beside. */
export function sentinelText(result: SentinelComparison): string {
  const { issues, processes, cores, lookups, investigations, memoryKind } = result;
  const lines = [
    `${issues} known issues, ${cores} cores. Threads share one index; the old way has ${processes} processes with a copy each, asked through pipes.`,
    "",
    row("Lookup, from question to answer", ["agents", "median", "p95", "a second"]),
  ];
  for (const { way, agents, median, p95, lookupsPerSecond } of lookups)
    lines.push(
      row(`  ${way}`, [agents, formatSeconds(median), formatSeconds(p95), lookupsPerSecond.toFixed(0)]),
    );
  for (const way of ["processes, outlined", "processes, exact"] as const) {
    for (const agents of new Set(lookups.map((each) => each.agents))) {
      const old = costOf(lookups, way, agents);
      const threads = costOf(lookups, "threads", agents);
      const ratio = old.median / threads.median;
      const goal = `wanted: ${LEAST_LOOKUP_RATIO}× or more`;
      const work = threads.lookupsPerSecond / old.lookupsPerSecond;
      lines.push(
        `  ${way} to threads, ${agents} agents: median ${formatSpeedup(ratio)} (${goal}), lookups a second ${formatSpeedup(work)}`,
      );
    }
  }
  lines.push(
    "  A median is from an agent's question to its answer. Agents on threads wait for their turn before they ask, so their waiting is only in",
    "  the lookups a second; in the old way the processes wait for cores in the middle of a lookup.",
    `  recall@10 of the exact search: ${result.recall.toFixed(3)} (wanted: 0.98 or more)`,
  );
  const [threads, old] = investigations;
  lines.push("", row(`${result.signals} investigations at once`, ["median", "p95", "a second", memoryKind]));
  for (const { way, median, p95, findingsPerSecond, memoryMB } of investigations)
    lines.push(
      row(`  ${way}`, [
        formatSeconds(median),
        formatSeconds(p95),
        findingsPerSecond.toFixed(0),
        formatMemory(memoryMB),
      ]),
    );
  if (threads !== undefined && old !== undefined) {
    const part = old.memoryMB / threads.memoryMB;
    lines.push(
      `  memory: threads take 1/${part.toFixed(1)} (wanted: 1/${LEAST_MEMORY_RATIO} or less); the benchmark itself is counted with the threads`,
    );
    const seconds = (investigation: number) => formatSeconds(result.noticedP95 + investigation);
    lines.push(
      `  from the first bad line to the finding, p95 of each step added: threads ${seconds(threads.p95)}, processes ${seconds(old.p95)}; of it until the signal ${formatSeconds(result.noticedP95)}`,
    );
  }
  lines.push(`  same findings: ${result.sameFindings ? "yes" : "NO"} (wanted: yes)`);
  lines.push(
    `  the lead's thread reads ${Math.round(result.eventsPerSecond)} events a second (wanted: 50000 or more)`,
  );
  return lines.join("\n");
}

function costOf(lookups: readonly LookupCost[], way: LookupCost["way"], agents: number): LookupCost {
  // Every way was measured with every number of agents.
  return lookups.find((each) => each.way === way && each.agents === agents) as LookupCost;
}

function row(title: string, cells: readonly (string | number)[]): string {
  return `${title.padEnd(36)}${cells.map((cell) => String(cell).padStart(12)).join("")}`;
}
