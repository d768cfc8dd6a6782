import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openSentinel } from "../../../../labs/sentinel/run/run-sentinel.ts";

/** Simulated hours; the promise is eight. */
const HOURS = Number(process.env.SENTINEL_SOAK_HOURS ?? 1);
const SERVICES = 500;
/** The simulated clock at the start. */
const START = Date.UTC(2026, 0, 5, 9) / 1000;
/** What is kept grows with what was seen until all limits are reached: so much of the run does not count. */
const WARM_SHARE = 0.4;

/** Megabytes that belong to this process, shared pages by share; the resident ones where Linux does not tell. */
function memoryMB(): number {
  try {
    const [, kilobytes = ""] = /^Pss:\s+(\d+)/m.exec(readFileSync("/proc/self/smaps_rollup", "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return process.memoryUsage.rss() / 2 ** 20;
  }
}

test(
  `A Sentinel that has watched for ${HOURS} simulated hours takes no more memory than after ${HOURS * WARM_SHARE}.`,
  async () => {
    const sentinel = await openSentinel({
      source: {
        kind: "fleet",
        speed: Number.POSITIVE_INFINITY,
        fleet: { services: SERVICES, hours: HOURS, seed: 11, startsAt: START },
      },
      seconds: 24 * 3600,
    });
    const samples: { share: number; memory: number; heap: number }[] = [];
    const timer = setInterval(() => {
      const share = (sentinel.clock - START) / (HOURS * 3600);
      samples.push({ share, memory: memoryMB(), heap: process.memoryUsage().heapUsed / 2 ** 20 });
    }, 1000);
    const run = await sentinel.ended;
    clearInterval(timer);
    const { counts, incidents, elapsed } = run.record.state;
    const late = samples.filter(({ share }) => share >= WARM_SHARE);
    const half = Math.floor(late.length / 2);
    const [earlier, later] = [late.slice(0, half), late.slice(half)].map((part) => ({
      memory: median(part.map(({ memory }) => memory)),
      heap: median(part.map(({ heap }) => heap)),
    }));
    console.log(
      `${HOURS} simulated hours in ${Math.round(elapsed)} s: ${counts.lines.toLocaleString("en-GB")} lines, ${incidents.length} incidents, recall ${run.record.judged?.recall}, precision ${run.record.judged?.precision}; PSS ${Math.round(earlier?.memory ?? 0)} → ${Math.round(later?.memory ?? 0)} MB, heap ${Math.round(earlier?.heap ?? 0)} → ${Math.round(later?.heap ?? 0)} MB (medians of the two later parts)`,
    );
    expect(late.length).toBeGreaterThan(10);
    expect(later?.memory).toBeLessThan(1.15 * (earlier?.memory ?? 0) + 20);
    expect(later?.heap).toBeLessThan(1.3 * (earlier?.heap ?? 0) + 20);
    expect(counts).toMatchObject({ shedLines: 0, shedInvestigations: 0 });
  },
  6 * 3600 * 1000,
);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
