import { availableParallelism, cpus } from "node:os";

/** One measured round, and the share of the machine that other programs used meanwhile. */
export interface Round<T> {
  readonly value: T;
  /** Share of all cores that was busy with something else, 0 to 1. */
  readonly disturbance: number;
}

/** A round counts when other programs used a smaller share of the machine than this. */
export const QUIET = 0.03;

/**
 * Measures `rounds` undisturbed rounds, and tries again when others were at work; gives up after `budget` seconds.
 *
 * @returns the undisturbed rounds; if there were none, the least disturbed one. Never empty.
 */
export async function quietRounds<T>(
  measure: () => Promise<T>,
  rounds: number,
  budget: number,
): Promise<readonly Round<T>[]> {
  const end = performance.now() + budget * 1000;
  const all: Round<T>[] = [];
  const quiet = () => all.filter((round) => round.disturbance < QUIET);
  do all.push(await watched(measure));
  while (quiet().length < rounds && performance.now() < end);
  const least = all.reduce((a, b) => (b.disturbance < a.disturbance ? b : a));
  return quiet().length > 0 ? quiet() : [least];
}

async function watched<T>(measure: () => Promise<T>): Promise<Round<T>> {
  const began = performance.now();
  const busyBefore = busyMilliseconds();
  const own = process.cpuUsage();
  const value = await measure();
  const { user, system } = process.cpuUsage(own);
  const others = busyMilliseconds() - busyBefore - (user + system) / 1000;
  const capacity = (performance.now() - began) * availableParallelism();
  return { value, disturbance: Math.max(0, others / capacity) };
}

/** CPU time that the whole machine has spent on anything at all. */
function busyMilliseconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
}
