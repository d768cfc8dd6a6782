/** The entry of `calibrate`: it measures the kinds of work named on the command line and prints the seconds as JSON. */
import { SHIFTS, type ShiftName } from "./shifts.ts";

const BATCHES = 6;
const BATCH_SECONDS = 0.04;

const seconds: Record<string, number> = {};
for (const name of process.argv.slice(2)) seconds[name] = await secondsOf(name as ShiftName);
process.stdout.write(JSON.stringify(seconds));

/**
 * The CPU seconds of one piece, in the fastest batch. CPU time does not pass while another program uses the core, and every
 * other disturbance makes a batch slower.
 */
async function secondsOf(name: ShiftName): Promise<number> {
  const shift = new SHIFTS[name](1);
  await shift.reason(5);
  let best = Number.POSITIVE_INFINITY;
  let times = 1;
  for (let batch = 0; batch < BATCHES; ) {
    const began = cpuSeconds();
    await shift.reason(times);
    const took = cpuSeconds() - began;
    if (took < BATCH_SECONDS) {
      times *= 2;
      continue;
    }
    best = Math.min(best, took / times);
    batch++;
  }
  return best;
}

function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
