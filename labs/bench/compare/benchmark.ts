import type { BenchSharedUnits } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import { processorsToPin } from "../ceiling/pinning.ts";
import { measureSharedUnits } from "../ceiling/shared-units.ts";
import { type PythonVariants, pythonVariants } from "../python/python-variants.ts";
import { calibrate } from "../workloads/calibrate.ts";
import { benchGroups } from "./bench-groups.ts";
import { type BenchOptions, type BenchSettings, readBenchOptions } from "./bench-options.ts";
import { BenchResult } from "./bench-result.ts";
import { checkMemory } from "./check-memory.ts";
import type { Group, GroupEnd } from "./measure-until-decided.ts";
import { measureGroups, measureVariants } from "./measure-variants.ts";
import { endNotes, machineNotes } from "./notes.ts";
import { reportOf } from "./report.ts";
import type { MeasuredVariant } from "./summarise.ts";
import type { Variant } from "./variant.ts";

/**
 * Measures the same swarm with every executor, interleaved, each run in a fresh process, and reports which was fastest and
 * why. With a time budget it goes on until the fastest is decided.
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
  const processors = settings.ceiling ? processorsToPin() : null;
  let sharedUnits: BenchSharedUnits | null = null;
  let outcome: Outcome = { measured: [], isPartial: true };
  try {
    const pieceSeconds = await calibrate(settings.workload.shifts, settings.signal);
    // It takes seconds that a quick benchmark does not have.
    if (settings.ceiling && !settings.quick) sharedUnits = await measureSharedUnits(settings.signal);
    if (settings.python === "auto") Object.assign(python, await pythonVariants(settings));
    const groups = benchGroups({ settings, pieceSeconds, python: python.variants, processors });
    outcome = await measure(groups, settings);
  } catch (error) {
    if (!BenchError.isBenchError(error) || error.code !== "ABORTED") throw error;
  }
  const measured = outcome.measured
    .filter(({ runs, error }) => runs.length > 0 || error)
    .toSorted((a, b) => a.variant.agents - b.variant.agents);
  const report = reportOf({
    measured,
    isPartial: outcome.isPartial,
    workload: settings.workload.describe(settings.secondsPerAgent),
    // With a time budget, no number of rounds was asked for.
    rounds: settings.budgetSeconds === undefined ? settings.rounds : 1,
    sharedUnits,
    pinned: processors !== null,
    before: gapNotes(settings),
    after: [
      ...machineNotes(measured, processors !== null, sharedUnits),
      ...endNotes(outcome.ends, settings.budgetSeconds),
      ...python.notes,
    ],
  });
  return new BenchResult(report, measured);
}

interface Outcome {
  readonly measured: readonly MeasuredVariant[];
  readonly isPartial: boolean;
  readonly ends?: readonly GroupEnd[];
}

/** Measures a fixed number of rounds, the smallest swarms first, or until all groups are decided. */
function measure(groups: readonly Group<Variant>[], settings: BenchSettings): Promise<Outcome> {
  const { budgetSeconds } = settings;
  if (budgetSeconds !== undefined) return measureGroups(groups, { ...settings, budgetSeconds });
  const variants = groups.flatMap(({ variants: compared, besides = [] }) => [...compared, ...besides]);
  return measureVariants(
    variants.toSorted((a, b) => a.agents - b.agents),
    settings,
  );
}

/** Notes on what the settings leave out. */
function gapNotes({ unavailable, approaches, workers }: BenchSettings): string[] {
  return [
    ...(workers.includes("warm")
      ? []
      : [
          "All workers are new ones (cold): they compile the agents' code while they run it, as the base does.",
        ]),
    ...unavailable.map((name) => `The approach "${name}" is not available here; it was left out.`),
    ...(approaches.includes("sequential")
      ? []
      : ["Without sequential there is nothing to reckon a speedup against."]),
  ];
}
