/** The entry of `calibrate`: times the kinds of work named on the command line and prints the seconds as JSON. */
import { SHIFTS, type ShiftName } from "./shifts.ts";

const BATCHES = 6;
const BATCH_SECONDS = 0.04;

const seconds: Record<string, number> = {};
for (const name of process.argv.slice(2)) seconds[name] = await secondsOf(name as ShiftName);
process.stdout.write(JSON.stringify(seconds));

/**
 * Seconds of CPU time for one piece. CPU time, because it does not pass while another program has the core; and the quickest
 * batch, because whatever else disturbs a batch only makes it slower.
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
