/**
 * How well the lead notices the incidents of simulated fleets: `node test/bench/sentinel-judge.ts --seeds 1-10 --hours 1`.
 * It runs in simulated time, with the simple investigator. Thresholds were set on seeds 1 to 10; others are held.
 */
import { parseArgs } from "node:util";
import { createFleet } from "../../labs/sentinel/index.ts";
import { investigateSimply } from "../../labs/sentinel/judge/simple-investigator.ts";
import { simulateRun } from "../../labs/sentinel/judge/simulate-run.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-10" },
    hours: { type: "string", default: "1" },
    rate: { type: "string", default: "500" },
    quiet: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});
const [first = 1, last = first] = values.seeds.split("-").map(Number);
const delays: number[] = [];
let found = 0;
let injected = 0;
let reported = 0;
let right = 0;
let culprits = 0;
for (let seed = first; seed <= last; seed++) {
  const fleet = createFleet({
    seed,
    hours: Number(values.hours),
    linesPerSecond: Number(values.rate),
    ...(values.quiet ? { incidents: 0, lookAlikes: 0 } : {}),
  });
  const before = process.cpuUsage();
  const run = simulateRun(fleet, investigateSimply);
  let step = run.next();
  while (!step.done) step = run.next();
  const verdict = step.value;
  const { user, system } = process.cpuUsage(before);
  found += verdict.matches.length;
  injected += fleet.groundTruth.length;
  reported += verdict.incidents.length;
  right += verdict.causeAccuracy * verdict.matches.length;
  culprits += verdict.culpritAccuracy * verdict.matches.length;
  delays.push(...verdict.matches.map(({ seconds }) => seconds));
  console.log(
    `seed ${seed}: ${verdict.matches.length} of ${fleet.groundTruth.length} found, ${verdict.falseAlarms.length} false, p95 ${verdict.seconds.p95.toFixed(1)} s, ${verdict.investigations.length} investigations of ${verdict.lines} lines, ${((user + system) / verdict.lines).toFixed(1)} µs a line`,
  );
  for (const sentence of [...verdict.misses, ...verdict.falseAlarms, ...verdict.wrongCauses])
    console.log(`  ${sentence}`);
  for (const { truth, seconds } of verdict.matches)
    if (seconds > 2)
      console.log(`  ${truth.kind} of ${truth.service} was reported after ${seconds.toFixed(1)} s.`);
  if (values.verbose)
    for (const { signal } of verdict.investigations)
      console.log(
        `    ${(signal.noticedAt - fleet.startsAt).toFixed(1)} ${signal.service} ${signal.kind}: ${signal.reason}`,
      );
}
delays.sort((a, b) => a - b);
const rank = (share: number) => delays[Math.max(0, Math.ceil(share * delays.length) - 1)]?.toFixed(1) ?? "–";
const share = (part: number, all: number) => (all === 0 ? "–" : (part / all).toFixed(3));
console.log(
  `precision ${share(found, reported)}, recall ${share(found, injected)}, first bad line to incident p50 ${rank(0.5)} s, p95 ${rank(0.95)} s, cause ${share(right, found)}, culprit ${share(culprits, found)}`,
);
