import { BenchError } from "../bench-error.ts";
import { type PythonWays, pythonWays } from "../python/python-ways.ts";
import { calibrate } from "../workloads/calibrate.ts";
import type { PieceSeconds } from "../workloads/workload.ts";
import { type BenchOptions, type BenchSettings, readBenchOptions } from "./bench-options.ts";
import { BenchResult } from "./bench-result.ts";
import { checkMemory } from "./check-memory.ts";
import { measureWays } from "./measure-ways.ts";
import { nodeWay, swarmOf } from "./node-way.ts";
import { reportOf } from "./report.ts";
import type { Way } from "./way.ts";

/**
 * Measures the same swarm in every approach, interleaved, each run in a fresh process, and says who won and why.
 *
 * ```ts
 * await runBenchmark({ agents: [2, 4, 8], onProgress: console.log })
 * ```
 *
 * @throws BenchError for options that make no sense and for more agents than memory allows, before anything starts. A run that
 *   fails is no exception: its row says so.
 */
export async function runBenchmark(options: BenchOptions = {}): Promise<BenchResult> {
  const settings = readBenchOptions(options);
  checkMemory(Math.max(...settings.agents), settings.concurrency);
  settings.onStart?.();
  const python: PythonWays = { ways: [], notes: [] };
  let outcome: Awaited<ReturnType<typeof measureWays>> = { measured: [], isPartial: true };
  try {
    const pieceSeconds = await calibrate(settings.workload.shifts, settings.signal);
    if (settings.python === "auto") Object.assign(python, await pythonWays(settings));
    outcome = await measureWays(interleaved([...nodeWays(settings, pieceSeconds), ...python.ways]), settings);
  } catch (error) {
    if (!BenchError.isBenchError(error) || error.code !== "ABORTED") throw error;
  }
  const measured = outcome.measured.filter(({ runs, error }) => runs.length > 0 || error);
  const report = reportOf({
    measured,
    isPartial: outcome.isPartial,
    workload: settings.workload.describe(settings.secondsPerAgent),
    rounds: settings.rounds,
    before: gaps(settings),
    after: python.notes,
  });
  return new BenchResult(report, measured);
}

/** Every approach with every number of agents. */
function nodeWays(settings: BenchSettings, pieceSeconds: PieceSeconds): Way[] {
  const { agents, approaches, workload, secondsPerAgent, concurrency } = settings;
  const workers = concurrency === undefined ? {} : { concurrency };
  return agents.flatMap((count) => {
    const swarm = swarmOf(workload, count, secondsPerAgent, pieceSeconds);
    return approaches.map((executor) => nodeWay({ executor, swarm, ...workers }));
  });
}

/** Approaches with the same number of agents one after the other: those are the ones to be compared. */
function interleaved(ways: readonly Way[]): Way[] {
  return ways.toSorted((a, b) => a.agents - b.agents);
}

/** What the settings themselves leave out. */
function gaps({ unavailable, approaches }: BenchSettings): string[] {
  return [
    ...unavailable.map((name) => `The approach "${name}" is not available here; it was left out.`),
    ...(approaches.includes("sequential")
      ? []
      : ["Without sequential there is nothing to reckon a speedup against."]),
  ];
}
