import { BenchError } from "../bench-error.ts";
import { type PythonVariants, pythonVariants } from "../python/python-variants.ts";
import { calibrate } from "../workloads/calibrate.ts";
import type { PieceSeconds } from "../workloads/workload.ts";
import { type BenchOptions, type BenchSettings, readBenchOptions } from "./bench-options.ts";
import { BenchResult } from "./bench-result.ts";
import { checkMemory } from "./check-memory.ts";
import { measureVariants } from "./measure-variants.ts";
import { nodeVariant, swarmOf } from "./node-variant.ts";
import { reportOf } from "./report.ts";
import type { Variant } from "./variant.ts";

/**
 * Measures the same swarm with every executor, interleaved, each run in a fresh process, and reports which was fastest and
 * why.
 *
 * ```ts
 * await runBenchmark({ agents: [2, 4, 8], onProgress: console.log })
 * ```
 *
 * @throws BenchError `INVALID_ARGUMENT` for a wrong option and `TOO_LARGE` for more agents than memory allows, before
 *   the first run. A failed run is reported in its row, not thrown.
 */
export async function runBenchmark(options: BenchOptions = {}): Promise<BenchResult> {
  const settings = readBenchOptions(options);
  checkMemory(Math.max(...settings.agents), settings.concurrency);
  settings.onStart?.();
  const python: PythonVariants = { variants: [], notes: [] };
  let outcome: Awaited<ReturnType<typeof measureVariants>> = { measured: [], isPartial: true };
  try {
    const pieceSeconds = await calibrate(settings.workload.shifts, settings.signal);
    if (settings.python === "auto") Object.assign(python, await pythonVariants(settings));
    outcome = await measureVariants(
      byAgents([...nodeVariants(settings, pieceSeconds), ...python.variants]),
      settings,
    );
  } catch (error) {
    if (!BenchError.isBenchError(error) || error.code !== "ABORTED") throw error;
  }
  const measured = outcome.measured.filter(({ runs, error }) => runs.length > 0 || error);
  const report = reportOf({
    measured,
    isPartial: outcome.isPartial,
    workload: settings.workload.describe(settings.secondsPerAgent),
    rounds: settings.rounds,
    before: gapNotes(settings),
    after: python.notes,
  });
  return new BenchResult(report, measured);
}

/** Every executor with every number of agents. */
function nodeVariants(settings: BenchSettings, pieceSeconds: PieceSeconds): Variant[] {
  const { agents, approaches, workload, secondsPerAgent, concurrency } = settings;
  const workers = concurrency === undefined ? {} : { concurrency };
  return agents.flatMap((count) => {
    const swarm = swarmOf(workload, count, secondsPerAgent, pieceSeconds);
    return approaches.map((executor) => nodeVariant({ executor, swarm, ...workers }));
  });
}

/** The variants in the order in which they are measured: those with the same number of agents are compared, so they adjoin. */
function byAgents(variants: readonly Variant[]): Variant[] {
  return variants.toSorted((a, b) => a.agents - b.agents);
}

/** Notes on what the settings leave out. */
function gapNotes({ unavailable, approaches }: BenchSettings): string[] {
  return [
    ...unavailable.map((name) => `The approach "${name}" is not available here; it was left out.`),
    ...(approaches.includes("sequential")
      ? []
      : ["Without sequential there is nothing to reckon a speedup against."]),
  ];
}
