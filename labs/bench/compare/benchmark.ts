import { analyseWinner, type BenchReport } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import { type PythonWays, pythonWays } from "../python/python-ways.ts";
import { fitScaling } from "../scale/fit-scaling.ts";
import { calibrate } from "../workloads/calibrate.ts";
import type { PieceSeconds } from "../workloads/workload.ts";
import { type BenchOptions, type BenchSettings, readBenchOptions } from "./bench-options.ts";
import { BenchResult, type FullReport } from "./bench-result.ts";
import { checkMemory } from "./check-memory.ts";
import { thisMachine } from "./machine.ts";
import { measureWays } from "./measure-ways.ts";
import { nodeWay, planOf } from "./node-way.ts";
import { notesOn } from "./notes.ts";
import { type MeasuredWay, summarise } from "./summarise.ts";
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
  return new BenchResult(reportOf(settings, measured, outcome.isPartial, python.notes), measured);
}

/** Every approach with every number of agents. */
function nodeWays(settings: BenchSettings, pieceSeconds: PieceSeconds): Way[] {
  const { agents, approaches, workload, secondsPerAgent, concurrency } = settings;
  const workers = concurrency === undefined ? {} : { concurrency };
  return agents.flatMap((count) => {
    const plan = planOf(workload, count, secondsPerAgent, pieceSeconds);
    return approaches.map((executor) => nodeWay({ executor, plan, secondsPerAgent, ...workers }));
  });
}

/** Approaches with the same number of agents one after the other: those are the ones to be compared. */
function interleaved(ways: readonly Way[]): Way[] {
  return ways.toSorted((a, b) => a.agents - b.agents);
}

function reportOf(
  settings: BenchSettings,
  measured: readonly MeasuredWay[],
  isPartial: boolean,
  notes: readonly string[],
): FullReport {
  const runs = summarise(measured);
  const missing = settings.unavailable.map(
    (name) => `The approach "${name}" is not available here; it was left out.`,
  );
  const baseless = settings.approaches.includes("sequential")
    ? []
    : ["Without sequential there is nothing to reckon a speedup against."];
  const report: Omit<BenchReport, "winner"> = {
    machine: thisMachine(),
    workload: settings.workload.describe(settings.secondsPerAgent),
    runs,
    ...(isPartial ? { partial: true } : {}),
    notes: [
      ...missing,
      ...baseless,
      ...(measured.length > 0 ? notesOn(measured, settings.rounds) : []),
      ...notes,
    ],
  };
  const own = { ...report, runs: runs.filter((run) => run.base === undefined), winner: null };
  const fits = fitScaling(own.runs, report.machine.cores);
  return {
    ...report,
    runs,
    ...(fits.length > 0 ? { scaling: { fits } } : {}),
    winner: own.runs.length > 0 ? analyseWinner(own).winner : null,
  };
}
