/**
 * What the Sentinel's intake and lead cost: `node test/bench/sentinel-intake.bench.ts`. Lines of 500 services in OpenTelemetry's JSON go
 * from bytes through the parser, the miner of templates and the baselines; beside it the same lines by bare `JSON.parse`.
 */
import { createFleet, createIntake, createLead, type LogEvent } from "../../labs/sentinel/index.ts";
import { line } from "./support/compare.ts";

const WANTED_PER_SECOND = 50_000;
const CHUNK_BYTES = 65_536;
const ROUNDS = 5;

const fleet = createFleet({ seed: 1, hours: 0.1, linesPerSecond: 500, incidents: 2, quietSeconds: 120 });
const lines = [...fleet.lines()].map((each) => each.line);
const bytes = Buffer.from(`${lines.join("\n")}\n`);

/** Processor time of a run, in microseconds a line. */
function cost(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / lines.length;
}

function parseBare(): void {
  let start = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, start)) {
    JSON.parse(bytes.toString("utf8", start, at));
    start = at + 1;
  }
}

function readInto(sink: (event: LogEvent) => void): void {
  const intake = createIntake({ isSeenWhenObserved: true });
  const source = intake.open("the fleet", "unknown");
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    source.write(bytes.subarray(at, at + CHUNK_BYTES));
    intake.drain(sink);
  }
  source.end();
  intake.drain(sink);
}

function watch(): void {
  const lead = createLead({ warmUpSeconds: 60 });
  let next = fleet.startsAt;
  readInto((event) => {
    for (; event.seenAt >= next; next += 0.1) lead.tick(next);
    lead.read(event);
  });
  if (lead.statistics.lines !== lines.length)
    throw new Error(`${lead.statistics.lines} of ${lines.length} lines arrived.`);
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;
const bare: number[] = [];
const reading: number[] = [];
const whole: number[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const costs = [cost(parseBare), cost(() => readInto(() => undefined)), cost(watch)] as const;
  // The first round warms the compiler up.
  if (round === 0) continue;
  bare.push(costs[0]);
  reading.push(costs[1]);
  whole.push(costs[2]);
}
const [bareCost, readingCost, wholeCost] = [median(bare), median(reading), median(whole)];

console.log(
  `Node ${process.versions.node}: ${lines.length} lines of 500 services, ${Math.round(bytes.length / lines.length)} bytes each\n`,
);
line("Bare JSON.parse", `${bareCost.toFixed(2)} µs a line`, "");
line(
  "Reading into events",
  `${readingCost.toFixed(2)} µs a line`,
  `${(readingCost / bareCost).toFixed(2)}× bare`,
);
line(
  "Reading, templates, baselines, detection",
  `${wholeCost.toFixed(2)} µs a line`,
  `${(wholeCost / bareCost).toFixed(2)}× bare`,
);
line(
  "Lines a second on one core",
  `${Math.round(1e6 / wholeCost)}`,
  `wanted: at least ${WANTED_PER_SECOND}: ${(1e6 / wholeCost / WANTED_PER_SECOND).toFixed(1)}×`,
);
