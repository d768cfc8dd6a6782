/**
 * How well the lead and the investigators find the incidents of simulated fleets, in simulated time and in one thread:
 * `node test/bench/sentinel-judge.ts --seeds 1-10`. Thresholds were set on seeds 1 to 10; others are held.
 */
import { parseArgs } from "node:util";
import { createFleet, KnownIssues, pastIncidents } from "../../labs/sentinel/index.ts";
import { simulateRun } from "../../labs/sentinel/judge/simulate-run.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-10" },
    hours: { type: "string", default: "1" },
    rate: { type: "string", default: "500" },
    /** Of each run; the default is eight an hour. */
    incidents: { type: "string" },
    quiet: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});
const [first = 1, last = first] = values.seeds.split("-").map(Number);
const issues = KnownIssues.of(pastIncidents(2000));
const delays: number[] = [];
const sum = { found: 0, injected: 0, reported: 0, causes: 0, culprits: 0 };
for (let seed = first; seed <= last; seed++) {
  const fleet = createFleet({
    seed,
    hours: Number(values.hours),
    linesPerSecond: Number(values.rate),
    ...(values.incidents === undefined ? {} : { incidents: Number(values.incidents) }),
    ...(values.quiet ? { incidents: 0, lookAlikes: 0 } : {}),
  });
  const before = process.cpuUsage();
  const run = simulateRun(fleet, issues);
  const { user, system } = process.cpuUsage(before);
  const { matches } = run;
  sum.found += matches.length;
  sum.injected += fleet.groundTruth.length;
  sum.reported += run.incidents.length;
  sum.causes += run.causeAccuracy * matches.length;
  sum.culprits += run.culpritAccuracy * matches.length;
  delays.push(...matches.map(({ seconds }) => seconds));
  console.log(
    `seed ${seed}: ${matches.length} of ${fleet.groundTruth.length} found, ${run.falseAlarms.length} false, p95 ${run.seconds.p95.toFixed(1)} s, ${run.investigations.length} investigations of ${run.lines} lines, ${((user + system) / run.lines).toFixed(1)} µs a line`,
  );
  for (const sentence of [...run.misses, ...run.falseAlarms, ...run.wrongCauses])
    console.log(`  ${sentence}`);
  for (const { truth, seconds } of matches)
    if (seconds > 2)
      console.log(`  ${truth.kind} of ${truth.service} was reported after ${seconds.toFixed(1)} s.`);
  if (values.verbose)
    for (const { signal } of run.investigations)
      console.log(
        `    ${(signal.noticedAt - fleet.startsAt).toFixed(1)} ${signal.service} ${signal.kind}: ${signal.reason}`,
      );
}
delays.sort((a, b) => a - b);
const rank = (share: number) => delays[Math.max(0, Math.ceil(share * delays.length) - 1)]?.toFixed(1) ?? "–";
const share = (part: number, all: number) => (all === 0 ? "–" : (part / all).toFixed(3));
console.log(
  `precision ${share(sum.found, sum.reported)}, recall ${share(sum.found, sum.injected)}, first bad line to incident p50 ${rank(0.5)} s, p95 ${rank(0.95)} s, cause ${share(sum.causes, sum.found)}, culprit ${share(sum.culprits, sum.found)}`,
);
