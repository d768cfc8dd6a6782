import { analyseWinner, type BenchReport } from "../../dashboard/index.ts";
import { fitScaling } from "../scale/fit-scaling.ts";
import type { FullReport } from "./bench-result.ts";
import { thisMachine } from "./machine.ts";
import { notesOn } from "./notes.ts";
import { type MeasuredWay, summarise } from "./summarise.ts";

export interface ReportInput {
  readonly measured: readonly MeasuredWay[];
  readonly isPartial: boolean;
  /** What the agents did, in words. */
  readonly workload: string;
  readonly rounds: number;
  /** Further notes, before those on the measurements and after them. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** Whether the same agent has to find the same in every approach. @default true */
  readonly compareResults?: boolean;
}

/** All that was measured as one report: rows, laws of scaling, the winner, and what a reader has to know. */
export function reportOf(input: ReportInput): FullReport {
  const { measured, isPartial, workload, rounds, before = [], after = [], compareResults = true } = input;
  const runs = summarise(measured, { compareResults });
  const report: Omit<BenchReport, "winner"> = {
    machine: thisMachine(),
    workload,
    runs,
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
