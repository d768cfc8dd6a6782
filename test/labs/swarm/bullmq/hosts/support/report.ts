import { expect } from "vitest";
import type { Program } from "./program.ts";

/** What coordinator.ts prints at its end. */
export interface Report {
  readonly ids: readonly number[];
  readonly answers: readonly string[];
  readonly failures: readonly string[];
  /** The worker machines that sent results. */
  readonly workers: readonly string[];
  readonly finishedTwice: readonly number[];
  readonly finished: number;
  readonly notes: readonly string[];
  readonly seconds: number;
}

/** Waits until a coordinator has ended well, and reads its report. */
export async function reportOf(coordinator: Program): Promise<Report> {
  const code = await coordinator.ended;
  expect(code, coordinator.output).toBe(0);
  return JSON.parse(coordinator.lines.at(-1) ?? "") as Report;
}

/** Every agent has one result, the right one, and was counted once. */
export function expectWhole(
  report: Report,
  { count, size }: { readonly count: number; readonly size: number },
): void {
  expect(report.failures).toEqual([]);
  expect(report.ids).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  expect(report.answers).toEqual(Array.from({ length: count }, (_, i) => String(sumOfSquares(size + i))));
  expect(report.finishedTwice).toEqual([]);
  expect(report.finished).toBe(count);
}

/** 0² + 1² + … + (n−1)², which DataAnalyst computes. */
function sumOfSquares(n: number): bigint {
  const last = BigInt(n) - 1n;
  return (last * (last + 1n) * (2n * last + 1n)) / 6n;
}
