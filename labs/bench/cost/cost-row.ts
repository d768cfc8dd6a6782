import type { BenchMachine, BenchReport, BenchRun } from "../../dashboard/index.ts";
import type { ContainerShape } from "./containers.ts";

/** Memory that a container gets beyond what its program took: a fifth. */
const MEMORY_MARGIN = 1.2;

/** A measured row as containers of two sizes. */
export interface CostShapes {
  readonly approach: string;
  /** The number of agents of the row. */
  readonly agents: number;
  /** A container as large as the machine of the benchmark. */
  readonly whole: ContainerShape;
  /** A container with as many cores as the row kept busy. */
  readonly fitted: ContainerShape;
}

type SoundRun = BenchRun & { readonly seconds: { readonly median: number } };

/**
 * For each executor, the row in which it did most agents in a second. Rows with failed agents do not count.
 *
 * @param restMB memory of the program at rest: a report has what a run takes beyond that
 */
export function costShapes({ runs, machine }: BenchReport, restMB: number): CostShapes[] {
  const best = new Map<string, SoundRun>();
  for (const run of runs) {
    if (!isSound(run)) continue;
    const earlier = best.get(run.approach);
    if (earlier === undefined || agentsPerSecond(run) > agentsPerSecond(earlier)) best.set(run.approach, run);
  }
  return [...best.values()].map((run) => shapesOf(run, machine, restMB));
}

function isSound(run: BenchRun): run is SoundRun {
  return run.failed === 0 && run.succeeded > 0 && run.seconds.median !== null && run.seconds.median > 0;
}

function agentsPerSecond(run: SoundRun): number {
  return run.succeeded / run.seconds.median;
}

function shapesOf(run: SoundRun, machine: BenchMachine, restMB: number): CostShapes {
  const perSecond = agentsPerSecond(run);
  const usedCores = run.cpuPercent === null ? null : (run.cpuPercent / 100) * machine.cores;
  const memoryMB = run.peakMemoryMB === null ? null : Math.ceil((restMB + run.peakMemoryMB) * MEMORY_MARGIN);
  const whole = { cores: machine.cores, memoryMB, perSecond, usedCores };
  const fittedCores =
    usedCores === null ? machine.cores : Math.min(machine.cores, Math.max(1, Math.round(usedCores)));
  // A container with fewer cores than the row used is slower by that share.
  const share = usedCores === null || usedCores <= fittedCores ? 1 : fittedCores / usedCores;
  const fitted = {
    cores: fittedCores,
    memoryMB,
    perSecond: perSecond * share,
    usedCores: usedCores === null ? null : usedCores * share,
  };
  return { approach: run.approach, agents: run.agents, whole, fitted };
}
