/**
 * What the schedule explorer does in a second, and how soon it has a verdict: `node test/bench/explore.bench.ts`. Measured on the suite of bugs
 * and right programs that its tests use. It prints CPU time beside wall-clock time, because the two differ on a busy machine.
 */
import { Channel } from "@swarmlab/labs/sharing";
import { explore } from "../../kit/explore/index.ts";
import { bugs, type Program, right } from "../kit/explore/programs/index.ts";
import { program } from "../kit/explore/programs/program.ts";
import { compareSearches } from "../kit/explore/reduction.ts";

interface Measured {
  readonly name: string;
  readonly wall: number;
  readonly cpu: number;
  readonly steps: number;
  readonly words: string;
}

async function measure({ name, options }: Program): Promise<Measured> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const verdict = await explore(options);
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const words = verdict.failure
    ? `${verdict.failure.kind}, ${verdict.failure.preemptions} preemptions, ${verdict.failure.length} steps`
    : verdict.covered === "all"
      ? `proved, ${verdict.interleavings} interleavings`
      : `at most ${verdict.covered} preemptions, ${verdict.interleavings} interleavings`;
  return { name, wall, cpu: (user + system) / 1000, steps: verdict.steps, words };
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

function tell(title: string, measured: readonly Measured[]): void {
  const milliseconds = (of: "wall" | "cpu", part: number) =>
    `${percentile(
      measured.map((one) => one[of]),
      part,
    ).toFixed(0)} ms`;
  console.log(`\n${title} (${measured.length} programs)`);
  console.log(
    `  time to a verdict: median ${milliseconds("wall", 0.5)}, 95th percentile ${milliseconds("wall", 0.95)}`,
  );
  console.log(
    `  of it CPU time:    median ${milliseconds("cpu", 0.5)}, 95th percentile ${milliseconds("cpu", 0.95)}`,
  );
}

// The first exploration loads and compiles what all others use, too.
for (const program of [...bugs.slice(0, 3), ...right.slice(0, 3)]) await measure(program);

const found: Measured[] = [];
for (const program of bugs) found.push(await measure(program));
const proved: Measured[] = [];
for (const program of right) proved.push(await measure(program));
// The longest search that comes to a proof. It shows what the modules of the kit cost in each run.
proved.push(
  await measure(
    program("the kit's channel, two messages with room for both", {
      shared: () => ({ channel: new Channel<number>({ capacity: 2, slotBytes: 8 }) }),
      scope: { Channel },
      threads: [
        ({ channel }: { channel: Channel<number> }) => {
          channel.send(1);
          channel.send(2);
        },
        ({ channel }: { channel: Channel<number> }) => [channel.receive(), channel.receive()],
      ],
      finally: (_shared, [, received]) => String(received) === "1,2",
    }),
  ),
);
const all = [...found, ...proved];

for (const { name, wall, cpu, steps, words } of all)
  console.log(
    `${name.padEnd(58)} ${wall.toFixed(0).padStart(6)} ms ${cpu.toFixed(0).padStart(6)} ms CPU ${String(steps).padStart(9)} steps  ${words}`,
  );

tell("Bugs", found);
tell("Right programs", proved);
tell("All", all);

const long = all.filter(({ steps }) => steps > 20_000);
const sum = (of: "steps" | "wall" | "cpu") => long.reduce((total, one) => total + one[of], 0);
console.log(
  `\nSteps a second, of the ${long.length} programs with more than 20,000 steps: ${Math.round((sum("steps") / sum("wall")) * 1000).toLocaleString("en")}, by CPU time ${Math.round((sum("steps") / sum("cpu")) * 1000).toLocaleString("en")}`,
);
const { differing, plainRuns, reducedRuns, reduction } = compareSearches(100, 7, 3);
console.log(
  `Reduction on 100 random programs: ${plainRuns.toLocaleString("en")} interleavings to ${reducedRuns.toLocaleString("en")}, ${reduction.toFixed(1)}×; final states differ in ${differing.length}`,
);
