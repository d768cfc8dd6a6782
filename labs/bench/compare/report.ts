import { analyseWinner, type BenchReport, type BenchSharedUnits } from "../../dashboard/index.ts";
import { fitScaling } from "../scale/fit-scaling.ts";
import type { FullReport } from "./bench-result.ts";
import { thisMachine } from "./machine.ts";
import { notesOn } from "./notes.ts";
import { ceilingsOf, type MeasuredVariant, summarise } from "./summarise.ts";

export interface ReportInput {
  readonly measured: readonly MeasuredVariant[];
  readonly isPartial: boolean;
  /** The work of the agents, in words. */
  readonly workload: string;
  readonly rounds: number;
  /** Notes that stand before those on the measurements. @default none */
  readonly before?: readonly string[];
  /** Notes that stand after those on the measurements. @default none */
  readonly after?: readonly string[];
  /** Whether an agent fails whose result differs from that of the base variant. @default true */
  readonly compareResults?: boolean;
  /** Whether cores share execution units. @default not measured */
  readonly sharedUnits?: BenchSharedUnits | null;
  /** Whether the processes of the ceiling kept to one processor each. @default false */
  readonly pinned?: boolean;
}

/** The report on all measurements: rows, laws of scaling, the winner, and notes. */
export function reportOf(input: ReportInput): FullReport {
  const { measured, isPartial, workload, rounds, before = [], after = [], compareResults = true } = input;
  const { sharedUnits = null, pinned = false } = input;
  const ceilings = ceilingsOf(measured, pinned);
  const runs = summarise(measured, { compareResults });
  const report: Omit<BenchReport, "winner"> = {
    machine: { ...thisMachine(), ...(sharedUnits ? { sharedUnits } : {}) },
    workload,
    runs,
    ...(ceilings.length > 0 ? { ceilings } : {}),
    ...(isPartial ? { partial: true } : {}),
    notes: [...before, ...(measured.length > 0 ? notesOn(measured, rounds, compareResults) : []), ...after],
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
