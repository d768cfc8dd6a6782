// ---
// jupyter:
//   jupytext:
//     text_representation:
//       extension: .ts
//       format_name: percent
//   kernelspec:
//     display_name: Swarm Lab (TypeScript)
//     language: typescript
//     name: swarmlab
//   swarmlab:
//     lesson: "07"
//     title: The three-way benchmark
//     minutes: 80
// ---

// %% [markdown]
// # 07 · The three-way benchmark
//
// *About 80 minutes. You need lessons 00 to 02. Lessons 03 to 06 help, and are not needed.*
//
// Six colleagues were asked one question: **how many times as fast does a swarm get on worker threads?** They have the
// same machine, in the same minute. All six measured. Nobody lied.
//
// First the tools that all of them use. Run the cell.

// %%
import { check, coteach, hint, watchBench } from "@swarmlab/kit";
import {
  type AgentContext,
  type AgentTask,
  agent,
  barChart,
  compareApproaches,
  DataAnalyst,
  lineChart,
  runMultiAgentSystem,
  runtimeStatus,
  type SwarmOptions,
  type SwarmRun,
  timeChart,
} from "@swarmlab/labs";

const { cores } = runtimeStatus();

/** How many squares keep an agent busy for so long, on this machine: measured five times, the quickest counts. */
const scout = new DataAnalyst(0);
let secondsForASquare = Number.POSITIVE_INFINITY;
for (let round = 0; round < 5; round += 1)
  secondsForASquare = Math.min(secondsForASquare, (await scout.reason(10_000_000)).duration / 10_000_000);

/** So many equal agents, each with so many seconds of work. */
const squad = (count: number, seconds: number): readonly AgentTask[] =>
  Array.from({ length: count }, (_, id) => agent(DataAnalyst, id, Math.ceil(seconds / secondsForASquare)));

const run = (executor: string, agents: readonly AgentTask[], more: Partial<SwarmOptions> = {}) =>
  runMultiAgentSystem({ agents, executor, announce: false, ...more });

/** A neighbour: keeps every core busy, until told to stop. After 15 seconds it leaves by itself. */
function neighbour(): { stop: () => Promise<unknown> } {
  const visit = new AbortController();
  setTimeout(() => visit.abort(), 15_000);
  const spin = (_: null, context: AgentContext) => {
    while (!context.stopRequested);
  };
  const agents = Array.from({ length: cores }, (_, id) => agent(spin, id, null));
  const gone = run("worker-threads", agents, { signal: visit.signal });
  return {
    stop: () => {
      visit.abort();
      return gone;
    },
  };
}

console.log(`${runtimeStatus()}`);

// %% [markdown]
// And here is what the six found out. You need not read the code yet. Run it, and look at the picture first.

// %%
const said: { label: string; value: number }[] = [];

// Ada includes everything, to be fair. Her agents are small.
const small = squad(4, 0.002);
const adasBase = await run("sequential", small);
const adasRun = await run("worker-threads", small, { swarm: false }); // with new threads
said.push({
  label: "Ada",
  value: adasBase.totalSeconds / (adasRun.startupSeconds + adasRun.totalSeconds),
});

// Ben takes many threads, and adds up how long all his agents worked.
const many = 4 * Math.min(cores, 8);
const bensRun = await run("worker-threads", squad(many, 0.03), { concurrency: many });
const worked = bensRun.results.reduce((sum, { duration }) => sum + duration, 0);
said.push({ label: "Ben", value: worked / bensRun.totalSeconds });

// While Cleo measures her base, somebody compiles a large program.
const four = squad(4, 0.06);
const visitor = neighbour();
await new Promise((resolve) => setTimeout(resolve, 100));
const cleoBase = await run("sequential", four);
await visitor.stop();
const cleoRun = await run("worker-threads", four);
said.push({ label: "Cleo", value: cleoBase.totalSeconds / cleoRun.totalSeconds });

// Dan's program has no errors and no warnings. It also has no `await`.
const dansBase = await run("sequential", four);
const dansStart = performance.now();
const dansRun = run("worker-threads", four);
said.push({ label: "Dan", value: dansBase.totalSeconds / ((performance.now() - dansStart) / 1000) });
await dansRun;

// Every second agent of Eve's swarm finds its file missing. She looks at the clock only.
const missing = agent(
  () => {
    throw new Error("no such file");
  },
  9,
  null,
);
const evesRun = await run(
  "worker-threads",
  four.map((task, at) => (at % 2 === 0 ? task : missing)),
);
said.push({ label: "Eve", value: dansBase.totalSeconds / evesRun.totalSeconds });

// Finn takes three pairs of runs, one of each in turns, and the middle one of the three results.
const pairs: number[] = [];
for (let round = 0; round < 3; round += 1) {
  const base = await run("sequential", four);
  pairs.push(base.totalSeconds / (await run("worker-threads", four)).totalSeconds);
}
said.push({ label: "Finn", value: pairs.sort((a, b) => a - b)[1] ?? 0 });

await barChart(said, {
  title: "“How many times as fast do threads get?” Six answers",
  axisTitle: "times as fast, by their own account",
  scale: "log",
  format: (value) => `${value >= 10 ? value.toFixed(0) : value.toPrecision(2)}×`,
  reference: { at: cores, name: `${cores} ${cores === 1 ? "core" : "cores"}` },
});

// %% [markdown]
// The dashed line is your number of cores. Work that only computes cannot get further than that. So some of these
// numbers are impossible, and one says that threads are a bad idea.
//
// **A benchmark is a program, and it has bugs.** Only, its bugs do not crash. They print a number, with two digits
// after the point.
//
// **After this lesson you can**
//
// - say of a mistake in which direction it lies,
// - measure repeatedly, warmed up, and with the set-up outside the clock,
// - compare ways fairly on a machine that is never quiet,
// - turn measurements into a table and a verdict that follows from them,
// - measure 2, 4 and 8 agents in three ways, and read what a professional benchmark adds.

// %% [markdown]
// ## The three ways
//
// | way | what it is | shares memory | in parallel |
// |---|---|---|---|
// | **event loop** | `Promise.all` in one thread | yes, all of it | no |
// | **worker threads** | isolates in one process | bytes, if you ask for it | yes |
// | **child processes** | programs of their own | nothing | yes |
//
// And the **base**, which is no way to run a swarm but the one to be compared with: **sequential**, one agent after
// the other.
//
// ```mermaid
// flowchart LR
//   team([the same agents]) --> base[sequential] --> clock{the same clock}
//   team --> loop[event loop] --> clock
//   team --> threads[worker threads] --> clock
//   team --> processes[child processes] --> clock
//   clock --> table[table] --> verdict([winner, or nobody])
// ```
//
// *The diagram in words: the same agents run sequentially, on the event loop, on worker threads and in child processes.
// One clock measures all of them. The times become a table, and the table a verdict.*
//
// *If you come from Python:* there the three are threads that take turns at a lock (the GIL), free threads, and
// processes. JavaScript has no such lock to remove. One isolate runs one thread, and that is all.

// %% [markdown]
// ## Exercise 07.1 · In which direction does it lie?
//
// *4 minutes · read the code above, then predict.*
//
// Six mistakes. Each makes the speedup of worker threads come out `"too high"` or `"too low"`. Which?
//
// | name | the mistake |
// |---|---|
// | `startInTheClock` | the time to start the threads is in the run, and the work is small |
// | `sumOfDurations` | 16 threads on 2 cores; the speedup is the sum of all durations ÷ total time |
// | `busyBase` | another program ran while the *base* was measured |
// | `busyThreads` | another program ran while the *threads* were measured |
// | `coldBase` | the base ran first, with code that the engine had not compiled yet |
// | `failedAgents` | on threads, half of the agents failed at once; in the base, none |

// %% tags=["exercise"]
// exercise 07.1 · In which direction does it lie?
const direction: Record<
  "startInTheClock" | "sumOfDurations" | "busyBase" | "busyThreads" | "coldBase" | "failedAgents",
  "too high" | "too low" | "?"
> = {
  // BEGIN SOLUTION
  // STUB: startInTheClock: "?",
  // STUB: sumOfDurations: "?",
  // STUB: busyBase: "?",
  // STUB: busyThreads: "?",
  // STUB: coldBase: "?",
  // STUB: failedAgents: "?",
  startInTheClock: "too low",
  sumOfDurations: "too high",
  busyBase: "too high",
  busyThreads: "too low",
  coldBase: "too high",
  failedAgents: "too high",
  // END SOLUTION
};

// %% tags=["check"]
await check("07.1");

// %% [markdown] tags=["hint"]
// Speedup is base time ÷ time. For each mistake, ask first which of the two times it changes: the upper or the lower
// one?

// %% [markdown] tags=["hint"]
// Then ask: does it make that time longer or shorter? A longer base makes the fraction larger. A longer run makes it
// smaller. Two of the six change the same time in the same direction.

// %% [markdown] tags=["hint"]
// For `sumOfDurations`: threads that wait for a core are on the clock of their agent, although they do nothing. With 16
// threads on 2 cores, how long does each agent seem to take? Look at Ben's bar.

// %% [markdown] tags=["explanation"]
// What makes the *base* slow flatters you. What makes the *run* slow harms you. And what makes the work vanish flatters
// most of all.
//
// Notice how many flatter: four of six. Nobody looks for a mistake in a result that pleases. That is why benchmarks in
// advertisements are so often wrong in the same direction, without anybody lying.
//
// A second way to find out: do it. You can change the cell above so that Cleo's visitor comes during the other run.

// %% [markdown]
// ## The first run is not like the others
//
// The engine starts a function slowly, watches it, and compiles it when it is called a lot. Here is a function that has
// never run before, called fifty times with the same work:

// %%
// Made from text, so that it is new each time you run this cell.
const fresh = new Function("n", "let s = 0; for (let i = 0; i < n; i++) s += (i * 7) % 13; return s;");
const calls: { x: number; y: number }[] = [];
for (let call = 1; call <= 50; call += 1) {
  const begin = performance.now();
  fresh(2_000);
  calls.push({ x: call, y: Math.max(0.1, (performance.now() - begin) * 1000) });
}
await lineChart(
  { "one call": calls },
  { title: "The same work, fifty times", xTitle: "call", yTitle: "microseconds", yScale: "log" },
);

// %% [markdown]
// The first calls pay for reading and compiling, and for caches that are empty. Then the compiled code takes over, and the
// line drops. (A single peak later on is another program that came in between.) The price is real, and you pay it once. If
// you want to know how fast the *work* is, run it before you start to measure. Such a rehearsal is called a **warm-up**.
//
// > **A pitfall: the benchmark that measured nothing.** One of these two functions forgets to return its sum. The engine
// > notices that nobody will ever see the result. What it then does is allowed, and clever:

// %%
function withReturn(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += Math.sqrt(i) * Math.sin(i);
  return sum;
}

function withoutReturn(n: number): void {
  for (let i = 0; i < n; i += 1) Math.sqrt(i) * Math.sin(i);
}

for (const work of [withReturn, withoutReturn]) {
  work(100_000);
  const begin = performance.now();
  work(1_000_000);
  console.log(`${work.name.padEnd(14)} ${(performance.now() - begin).toFixed(2)} ms`);
}

// %% [markdown]
// It leaves the work out. What nobody uses is called **dead code**, and removing it is one of the oldest tricks of
// compilers. **Use what you compute**: return it, compare it, print it. Agents do that by themselves, since they have a
// result. And a result that is *compared* shows as well whether all ways did the same work.

// %% [markdown]
// ## Exercise 07.2 · Warm up, then measure
//
// *10 minutes · build.*
//
// **`median(values)`** is the value in the middle of the sorted list. With an even number of values it is halfway between
// the two in the middle. Unlike the mean, it does not care how bad the worst one was.
//
// **`measure(prepare, work, rounds)`** measures the work so many times, and returns the seconds of each round:
//
// - the work runs **once before**, as a warm-up that is not counted,
// - each round gets a fresh input from `prepare()`, and getting it is **not** in the time,
// - the work may be asynchronous. One round ends before the next begins.

// %% tags=["exercise"]
// exercise 07.2 · Warm up, then measure
function median(values: readonly number[]): number {
  // BEGIN SOLUTION
  // STUB: // about 3 lines
  // STUB: throw new Error("exercise 07.2: write your answer here");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  // END SOLUTION
}

async function measure<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
  rounds: number,
): Promise<number[]> {
  // BEGIN SOLUTION
  // STUB: // warm up, then so many rounds: prepare · start the clock · work · stop   (about 8 lines)
  // STUB: throw new Error("exercise 07.2: write your answer here");
  await work(await prepare());
  const seconds: number[] = [];
  while (seconds.length < rounds) {
    const input = await prepare();
    const start = performance.now();
    await work(input);
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
  // END SOLUTION
}

// %% tags=["check"]
await check("07.2");

// %% [markdown] tags=["hint"]
// For the median: sort a *copy*, as numbers. With five values the middle one has position 2. With six values there are
// two in the middle: which positions have they?

// %% [markdown] tags=["hint"]
// For `measure`, begin with one round, as in exercise 01.3: prepare, start the clock, work, stop. Then put a loop around
// it. Then add the warm-up in front: it is a round whose time is thrown away.

// %% [markdown] tags=["hint"]
// A loop with `await` inside is what you want here, for once: the rounds must not run at the same time, or they disturb
// each other. `Promise.all` over a list of rounds starts them all. And `sort()` sorts numbers as if they were words, unless
// you give it a comparison.

// %% [markdown] tags=["explanation"]
// You now have what every serious benchmark begins with: set-up outside, a warm-up, several rounds, one at a time.
//
// Why the median, and not the mean? One round in which the machine was busy moves the mean as far as it likes. It moves
// the median by one place. Why not the minimum? For one function on one thread it is a good choice, since disturbances
// only ever add. For a swarm it shows the one lucky round in which everything fitted.
//
// A second way collects all rounds, the warm-up too, and removes the first with `slice(1)`. The effect is the same, as
// long as nobody forgets it.

// %% [markdown]
// Your measuring at work: the same sum of squares with 4 and with 8 million numbers. Eight should take twice as long.

// %% tags=["raises-exception"]
for (const million of [4, 8]) {
  const seconds = await measure(
    () => million * 1_000_000,
    (howMany) => scout.reason(howMany),
    9,
  );
  const [shortest, longest] = [Math.min(...seconds), Math.max(...seconds)].map((s) => (s * 1000).toFixed(1));
  console.log(
    `${million} million: median ${(median(seconds) * 1000).toFixed(1)} ms (from ${shortest} to ${longest})`,
  );
}

// %% [markdown]
// > **AI co-learning prompt**
// >
// > "I measure a function nine times and get nine different numbers. Explain where the differences come from on a normal
// > computer, one cause at a time. After each cause, ask me how I could find out whether it is mine."

// %% [markdown]
// ## A swarm that beats itself
//
// Your machine is never quiet. Mail arrives, a browser tab wakes up, the processor gets hot and slows down. Whatever you
// measure *later* is measured in another world. Watch what that does. We compare a swarm with **itself**: first three
// runs of A, then three runs of B. B is A. Only, a neighbour comes while B has its turn.

// %%
const twin = squad(2, 0.05);
const secondsOf = async (rounds: number) => {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) seconds.push((await run("sequential", twin)).totalSeconds);
  return seconds.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
};

const monday = await secondsOf(3);
const lateVisitor = neighbour();
await new Promise((resolve) => setTimeout(resolve, 100));
const tuesday = await secondsOf(3);
await lateVisitor.stop();
console.log(`A: ${monday.toFixed(3)} s, B: ${tuesday.toFixed(3)} s`);
console.log(`So A is ${(tuesday / monday).toFixed(2)} times as fast as B. But A is B.`);

// %% [markdown]
// More rounds do not help: a thousand As and then a thousand Bs would be wrong in the same way. What helps is to **take
// turns**: A B A B A B. Then a bad quarter of an hour hits both.

// %% [markdown]
// ## Exercise 07.3 · Taking turns
//
// *10 minutes · build.*
//
// `takeTurns(ways, rounds)` gets a list of ways. Each has a `label`, and `run()`, which runs the swarm once in that way
// and gives a run of it.
//
// - First each way runs once, as a warm-up that is not counted.
// - Then in each round every way runs once. Only then comes the next round.
// - Never do two run at the same time.
// - It returns a row for each way, in the order of the ways: its `label`, the `seconds` of its rounds, and how many
//   agents `failed` in them altogether.
//
// The time of a round is the run's `totalSeconds`, which the swarm measured from the first agent's turn to the last one's
// end. A round in which an agent failed has no time: it is not in `seconds`.

// %% tags=["exercise"]
// exercise 07.3 · Taking turns
interface Way {
  readonly label: string;
  readonly run: () => Promise<{
    readonly totalSeconds: number;
    readonly results: readonly { readonly success: boolean }[];
  }>;
}

interface Row {
  readonly label: string;
  readonly seconds: readonly number[];
  readonly failed: number;
}

async function takeTurns(ways: readonly Way[], rounds: number): Promise<Row[]> {
  // BEGIN SOLUTION
  // STUB: // warm up every way · then rounds, and in each round every way   (about 10 lines)
  // STUB: throw new Error("exercise 07.3: write your answer here");
  const rows = ways.map(({ label }) => ({ label, seconds: [] as number[], failed: 0 }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, way] of ways.entries()) {
      const { totalSeconds, results } = await way.run();
      const row = rows[at];
      if (round === 0 || !row) continue;
      const failed = results.filter((result) => !result.success).length;
      row.failed += failed;
      if (failed === 0) row.seconds.push(totalSeconds);
    }
  }
  return rows;
  // END SOLUTION
}

// %% tags=["check"]
await check("07.3");

// %% [markdown] tags=["hint"]
// Two loops, one in the other. Which one is outside, so that the runs come as A B A B and not as A A B B?

// %% [markdown] tags=["hint"]
// Make the rows first, one for each way, with an empty list and a zero. Then fill them while you go through the rounds.
// The warm-up can be a round before the first, whose results you do not keep.

// %% [markdown] tags=["hint"]
// `results.filter(…)` finds the failed agents of a run. Add their number to the row. And only if it is zero, `push` the
// `totalSeconds`. An `await` in the inner loop makes sure that one run ends before the next begins.

// %% [markdown] tags=["explanation"]
// Now a neighbour disturbs every way about equally. The ratio between the ways survives, even when the seconds do not.
//
// A second way changes the order from round to round, A B C, then B C A, then C A B. That helps against one more mistake:
// in a fixed order C always runs just after B, on a processor that B has made hot. The check accepts it.

// %% [markdown]
// Again a swarm against itself, and again a neighbour comes in the middle. This time they take turns:

// %% tags=["raises-exception"]
const itself = () => run("sequential", twin);
let visits = 0;
let guest: { stop: () => Promise<unknown> } | undefined;
const fair = await takeTurns(
  [
    {
      label: "A",
      run: () => {
        visits += 1;
        if (visits === 4) guest = neighbour(); // from the third round on
        return itself();
      },
    },
    { label: "B", run: itself },
  ],
  6,
);
await guest?.stop();
const [a = 0, b = 0] = fair.map(({ seconds }) => median(seconds));
console.log(`A: ${a.toFixed(3)} s, B: ${b.toFixed(3)} s. A is ${(b / a).toFixed(2)} times as fast as B.`);

// %% [markdown]
// Close to 1, as it should be. Both medians are worth little in seconds, since half of the rounds were disturbed. Their
// *ratio* is worth a lot.

// %% [markdown]
// > **A good place to stop.** You can measure: warmed up, in turns, with the set-up outside. The second half measures the
// > three ways, makes a table and a verdict of it, and looks at other people's numbers. About 40 minutes lie behind you, and 40 before you. When you come back, click
// > the next cell and choose *Run ▸ Run All Above Selected Cell*: it brings back all that stands above.

// %% [markdown]
// ## The three ways, measured
//
// Now your program measures the real thing: four agents, three ways and the base, five rounds. First what there is to
// measure:

// %%
const labels = {
  sequential: "sequential",
  "event-loop": "event loop",
  "worker-threads": "worker threads",
  "child-processes": "child processes",
};
const waysFor = (agents: readonly AgentTask[]): Way[] =>
  Object.entries(labels).map(([executor, label]) => ({ label, run: () => run(executor, agents) }));

/** What has been measured of four agents. */
const measured: { rows: readonly Row[] } = { rows: [] };
function fourAgents(): readonly Row[] {
  if (measured.rows.length > 0) return measured.rows;
  throw new Error(
    "Nothing is measured yet: solve 07.3, then run the next cell of “The three ways, measured”.",
  );
}

// %% tags=["raises-exception"]
measured.rows = await takeTurns(waysFor(squad(4, 0.05)), 5);
await barChart(
  measured.rows.map(({ label, seconds }) => ({
    label,
    value: median(seconds),
    low: Math.min(...seconds),
    high: Math.max(...seconds),
  })),
  {
    title: "Four agents in three ways, and the base",
    axisTitle: "seconds, less is better",
    format: (value) => `${value.toFixed(2)} s`,
  },
);

// %% [markdown]
// The bar is the median. The thin line reaches from the quickest round to the slowest. Starting the threads and the
// processes is not in it: the swarm starts them before its clock, and tells you apart, as `startupSeconds`. That is a
// decision, and whoever reads your numbers has to know it. If you start a swarm once and use it for an hour, it is right.
// If you start one for each question, count it in.

// %% [markdown]
// ## Exercise 07.4 · The table
//
// *8 minutes · build.*
//
// A chart is for a look, a table is for quoting. `table(rows)` makes a text of the rows that you have measured. The first
// row is the base.
//
// - The first line has the headings `way`, `time (s)`, `speedup` and `failed`. Then comes a line for each row, in order.
// - The time is the **median** of the seconds, with two digits after the point.
// - The speedup says how many times as fast the row is as the base, with two digits. A row without any seconds, or with a
//   failed agent, has `-` in place of its speedup. Without any seconds its time is `-` as well.
// - All lines are equally long, whatever the labels. Labels begin below one another, numbers end below one another, and
//   there is room between two columns.

// %% tags=["exercise"] forbids=["textTable", "textDashboard"]
// exercise 07.4 · The table
function table(rows: readonly Row[]): string {
  // BEGIN SOLUTION
  // STUB: // make the cells, find the width of each column, pad   (about 12 lines)
  // STUB: throw new Error("exercise 07.4: write your answer here");
  const baseSeconds = rows[0]?.seconds ?? [];
  const base = median(baseSeconds);
  const lines = rows.map(({ label, seconds, failed }) => {
    const counts = baseSeconds.length > 0 && seconds.length > 0 && failed === 0;
    return [
      label,
      seconds.length > 0 ? median(seconds).toFixed(2) : "-",
      counts ? (base / median(seconds)).toFixed(2) : "-",
      String(failed),
    ];
  });
  const all = [["way", "time (s)", "speedup", "failed"], ...lines];
  const width = (column: number) => Math.max(...all.map((cells) => (cells[column] ?? "").length));
  return all
    .map((cells) =>
      cells.map((cell, at) => (at === 0 ? cell.padEnd(width(at)) : cell.padStart(width(at)))).join("  "),
    )
    .join("\n");
  // END SOLUTION
}

// %% tags=["check"]
await check("07.4");

// %% [markdown] tags=["hint"]
// First make a list of cells for each line, all of them texts, without caring about widths. `toFixed` gives digits after
// the point. The headings are just one more line.

// %% [markdown] tags=["hint"]
// The width of a column is the length of the longest text in it, the heading included. `padEnd` fills up a text on the
// right, which is good for labels. `padStart` fills it up on the left, which is good for numbers.

// %% [markdown] tags=["hint"]
// The speedup is the median of the base ÷ the median of the row: it is 1.00 in the first row. A row has none when it
// failed somewhere, or when its list of `seconds` is empty. Then join the cells of a line with two spaces, and the lines
// with `"\n"`.

// %% [markdown] tags=["explanation"]
// Cells first, widths second, padding last: every table in a terminal is made in these three steps.
//
// The `-` is the important part. A way whose agents failed was *fast*, and a speedup would say so. There is no honest
// number for it, and a table must be able to say that.
//
// A second way gives the columns as a list of `{ heading, text }`, where `text` makes a cell of a row. A fifth column is
// then one line more.

// %% [markdown]
// > **A pitfall: measuring from inside.** People often want two columns more: how busy the cores were (**CPU percent**), and
// > memory. Node counts its own CPU time, so that looks easy:

// %% tags=["raises-exception"]
console.log(table(fourAgents()));
console.log();
for (const [executor, label] of Object.entries(labels)) {
  const before = process.cpuUsage();
  const { totalSeconds } = await run(executor, squad(4, 0.05));
  const { user, system } = process.cpuUsage(before);
  const percent = (user + system) / 1e6 / totalSeconds / cores;
  console.log(
    `${label.padEnd(15)} ${(percent * 100).toFixed(0).padStart(3)} % of all cores, seen from inside`,
  );
}

// %% [markdown]
// Child processes seem to do their work without a processor. It is done in other programs, and your program does not see
// them. (And the threads may seem to have used *more* than there is, since starting them is in this figure, and not in the
// time.) **Measure a swarm from outside, from a program that does not take part.** That is what the lab's own benchmark
// does. You will use it in a minute.

// %% [markdown]
// ## How to win any argument
//
// You have five rounds of each way. Suppose you *want* threads to win, or to lose. You need no lie. You only have to choose
// which round you show:

// %% tags=["raises-exception"]
const [sequentialSeconds = [], , threadSeconds = []] = fourAgents().map(({ seconds }) => seconds);
const best = Math.max(...sequentialSeconds) / Math.min(...threadSeconds);
const worst = Math.min(...sequentialSeconds) / Math.max(...threadSeconds);
console.log(`“Up to ${best.toFixed(2)} times as fast!”`);
console.log(`“In our tests it reached no more than ${worst.toFixed(2)}.”`);

// %% [markdown]
// Both sentences are true of the same ten runs. *Up to* is the most expensive word in benchmarking: it means "once".
//
// So a verdict needs a rule, and the rule comes **before** the numbers. Here is a strict one. One way has won when its
// *slowest* round was quicker than the *quickest* round of every other. Then no choice of rounds can turn it round.

// %% [markdown]
// ## Exercise 07.5 · Who won?
//
// *10 minutes · build.*
//
// `verdict(rows)` says who won, and why. It returns `{ winner, because }`.
//
// - Rows with failed agents cannot win, and nobody is compared with them. If fewer than two rows are left, or one of them
//   has fewer than **3** rounds, nobody wins.
// - The row with the smallest median leads. It has **won** if its slowest round is quicker than the quickest round of every
//   other row. Then `winner` is its label. Otherwise `winner` is `null`.
// - `because` is a sentence. With a winner it names the winner, the next best by median, and how many times as fast as that
//   the winner is, by the medians, with **two digits** after the point. Where the ranges overlap, it names the leader and a
//   row that overlaps with it.

// %% tags=["exercise"] forbids=["analyseWinner", "textAnalysis", "textDashboard", "analysisMarkdown"]
// exercise 07.5 · Who won?
function verdict(rows: readonly Row[]): { winner: string | null; because: string } {
  // BEGIN SOLUTION
  // STUB: // who counts? · who leads? · does it hold?   (about 12 lines)
  // STUB: throw new Error("exercise 07.5: write your answer here");
  const sound = rows
    .filter(({ failed }) => failed === 0)
    .sort((one, other) => median(one.seconds) - median(other.seconds));
  const [leader, next] = sound;
  if (!leader || !next) return { winner: null, because: "there are not two ways to compare" };
  const short = sound.find(({ seconds }) => seconds.length < 3);
  if (short)
    return {
      winner: null,
      because: `${short.label} was measured ${short.seconds.length} times, and 3 are needed`,
    };
  const level = sound.slice(1).find(({ seconds }) => Math.min(...seconds) <= Math.max(...leader.seconds));
  if (level)
    return { winner: null, because: `${leader.label} and ${level.label} overlap: this may be noise` };
  const times = (median(next.seconds) / median(leader.seconds)).toFixed(2);
  return { winner: leader.label, because: `${leader.label} is ${times} times as fast as ${next.label}` };
  // END SOLUTION
}

// %% tags=["check"]
await check("07.5");

// %% [markdown] tags=["hint"]
// Take it in this order: leave out who failed. Are there two left, with three rounds each? Sort by median: the first one
// leads. Does the lead hold? Each "no" is a `return` with `winner: null` and a sentence.

// %% [markdown] tags=["hint"]
// The slowest round of the leader is its largest number, `Math.max(...)`. The quickest round of another is its smallest.
// Compare the leader with *every* other row, not only with the next: a row with a worse median may have had one very quick
// round.

// %% [markdown] tags=["hint"]
// The factor is the `median` of the next best ÷ the `median` of the winner: not of single rounds, and not of the base.
// `toFixed(2)` writes it with two digits. Put both labels and the factor into `because`. If the check still says that ranges
// overlap, look at `<` and `<=`: is a leader who was exactly as quick as somebody else quicker?

// %% [markdown] tags=["explanation"]
// "Nobody" is a result. A benchmark that always names a winner has told you nothing about the difference between a lead and
// luck.
//
// The rule is strict: one slow round of the winner spoils it. A second way is what the lab's own benchmark does. From six
// rounds on it computes an **interval** for each median, in which the true median lies 95 times in 100, and compares the
// intervals. It needs no assumption but that rounds are independent, and it forgives single accidents.

// %% [markdown]
// Your verdict on your runs:

// %% tags=["raises-exception"]
const { winner, because } = verdict(fourAgents());
console.log(`${winner === null ? "Nobody has won" : `Winner: ${winner}`}: ${because}`);

// %% [markdown]
// Worker threads and child processes are often too close to tell apart: both use every core, and the work here shares
// nothing. On one core nobody can win. When the verdict is "nobody", do not measure until you like the result. Measure more
// rounds, or larger work, and decide *before* you look which one it will be.

// %% [markdown]
// ## 2, 4, 8
//
// One number of agents is one point. The same with two, four and eight, drawn as speedup against the number of agents:

// %% tags=["raises-exception"]
const curves: Record<string, { x: number; y: number }[]> = {};
for (const count of [2, 4, 8]) {
  const [base, ...others] = await takeTurns(waysFor(squad(count, 0.03)), 2);
  const baseSeconds = median(base?.seconds ?? []);
  for (const { label, seconds } of others) {
    curves[label] ??= [];
    curves[label]?.push({ x: count, y: baseSeconds / median(seconds) });
  }
}
await lineChart(curves, {
  title: "Speedup of 2, 4 and 8 agents",
  xTitle: "agents",
  yTitle: "times as fast as sequential",
  guide: {
    name: "the most there is",
    points: [2, 4, 8].map((count) => ({ x: count, y: Math.min(count, cores) })),
  },
});

// %% [markdown]
// Read it from the right: with more agents the start and the uneven end weigh less, so the curves come closer to the dashed
// line. The event loop stays at about 1, with any number of agents. Lesson 08 asks where the rest goes, and gives it names.
//
// (Two rounds of short work are easily disturbed. If your curves go up and down, other programs had the cores. Run the
// cell again in a quiet moment, or take more rounds.)

// %% [markdown]
// ## The grown-up version
//
// You have written a benchmark. The lab has one too, in `labs/bench`, and it does nothing that you do not know by now. It
// only does more of it:
//
// | your benchmark | the lab's |
// |---|---|
// | warms up each way once | starts each run in a **fresh process**, warmed up and rested: nobody inherits anything |
// | takes turns | takes turns, and repeats rounds in which other programs were busy |
// | ranges, three rounds | 95 % intervals, from six rounds on |
// | seconds | seconds, CPU and peak memory, all measured **from outside**, by another process |
// | compares with the number of cores | compares with what **this machine** can do: the same agents in bare processes |
// | results are not looked at | a *fingerprint* of the results: a way that computed something else has failed |
//
// The next cell runs it live. (`rounds: 3` is for your patience; it says itself that this is too few. After 5
// seconds, and a run of each way, it stops with what it has. Where a Python stands on your `PATH` that can run the same agents, it takes part.)

// %%
const patience = new AbortController();
const begun = performance.now();
const compared = await watchBench(
  (live) =>
    compareApproaches({
      agents: 4,
      rounds: 3,
      secondsPerAgent: 0.08,
      secondsForRepeats: 5,
      python: "auto",
      quick: true,
      ceiling: true,
      ...live,
      onProgress: (event) => {
        live.onProgress(event);
        if (event.done >= 5 && performance.now() - begun > 5_000) patience.abort();
      },
    }),
  { chart: (comparison) => timeChart(comparison.result.comparable), signal: patience.signal },
);
console.log(compared.result.toText({ columns: 100 }));

// %% [markdown]
// Compare the table with yours, and read the sentences below it: who was busy meanwhile, what was left out, why nobody has
// won yet. **Of ceiling** says how much of what your machine can do a way has reached. Cores that share their adders or their
// memory never make it as many times as fast as there are cores, in any program; lesson 08 shows why. The column of memory is worth a look. It is what the run needed *in addition*: threads share one program, and
// each process brings its own.
//
// *If Python took part:* its rows are compared with Python's own sequential run, never with Node's. Python and JavaScript
// need different times for the same agent, and that says nothing about threads. If none took part, a sentence above says so.
//
// In a terminal, `npm run bench -- --html dashboard.html` measures in the same way and makes a page that you can show
// around.

// %% [markdown]
// ## Other people's numbers
//
// You will read figures like these. They were claimed for free-threaded Python, on machines that we do not know:
//
// | claim | what your runs say about it |
// |---|---|
// | "four agents on four cores: about 3.2 times as fast; with a lock, 1.0 to 1.2" | the speedup of *worker threads*, and of the *event loop*, in your table |
// | "eight agents: threads 3.4 times as fast as processes, since nothing is copied" | the last two curves under *2, 4, 8*: who leads, when there is nothing to copy? |
// | "16 cores: 10 to 14 times as fast" | the efficiency: your speedup ÷ your cores, times 16 |
// | "94 % of the CPU, and 14 MB where processes need 28" | the columns *CPU %* and *Memory* of the grown-up table |
//
// The next cell puts yours beside them. Whether they agree is not the point. **A figure without the machine, the work and
// the number of rounds cannot be checked**, and what cannot be checked is an anecdote.

// %%
const own = compared.result.comparable.runs;
const timeOf = (approach: string) =>
  own.find((row) => row.approach === approach)?.seconds.median ?? Number.NaN;
const onThreads = timeOf("sequential") / timeOf("worker-threads");
const onLoop = timeOf("sequential") / timeOf("event-loop");
const againstProcesses = timeOf("child-processes") / timeOf("worker-threads");
const efficiency = onThreads / Math.min(cores, 4);

if (Number.isNaN(onThreads + onLoop + againstProcesses))
  console.log("Not all four were measured: close other programs, and run the cell above again.");
console.log(`worker threads: ${onThreads.toFixed(2)} times as fast as sequential, on ${cores} cores`);
console.log(`event loop:     ${onLoop.toFixed(2)} times as fast as sequential`);
console.log(`worker threads: ${againstProcesses.toFixed(2)} times as fast as child processes`);
console.log(`efficiency:     ${(efficiency * 100).toFixed(0)} %`);
console.log(`If that held on 16 cores, and it rarely does: ${(efficiency * 16).toFixed(1)} times as fast`);

// %% [markdown]
// > **CoLearning challenge**
// >
// > "Build a benchmarking framework that runs my multi-agent system in three ways: event loop, worker threads, child
// > processes. Measure time, CPU percent and peak memory. Make a table, and explain which is fastest and why." Ask your AI
// > co-teacher for exactly that. Then hold the code against this lesson: where is the set-up, where the warm-up, who takes
// > turns, what does it do with a failed agent, and from where does it measure CPU and memory?
// >
// > *Expected outcome:* a working benchmark, at least three mistakes found in the first draft, and a sentence of yours that
// > explains why the winner won.
//
// > **CoLearning challenge**
// >
// > "Make my results a dashboard for a terminal: a box, a table, and below it the winner with reasons. Make it useful in
// > production." Then ask yourself what it prints when a way failed, when nobody has won, and when a label is very long.
// >
// > *Expected outcome:* raw numbers become something a team can decide with, and your dashboard survives the three cases.

// %% [markdown]
// ## Try with AI
//
// | minutes | ask | expected outcome |
// |---|---|---|
// | 3 | "I tell you how my benchmark works: what it runs, how many agents, what is on the clock, and how the numbers come together. *(Tell it.)* What did I leave out?" | You named warm-up, rounds and the base, or you noticed which of them you forgot. |
// | 3 | "I measured my swarm. On the event loop the speedup is *(yours)*, on worker threads *(yours)*, on *(yours)* cores. Why? Explain with isolates and cores." | The difference, explained with your own numbers, and without any lock. |
// | 6 | *(Paste your table.)* "(a) Which way is fastest for this work? (b) Why? (c) What can you not tell from this table? (d) With 8 agents, who do you expect to win? (e) What does the winner cost in memory?" | A prediction for 8 agents that you can hold against your curves, and a list of what the table does not say. |
// | 8 | "How would these numbers change in production? Go through (1) pods on Kubernetes that share cores with others; (2) actors of Ray on several machines; (3) memory, for threads and for processes; (4) what I would measure there all the time." | For each of the four, whether your table still says something. |
// | 5 | "Find a benchmark on the web that says *up to N times faster*. Help me list what I would have to know to believe it." | A list with machine, work, rounds, spread, warm-up and base. Count how many of them were given. |

// %% [markdown]
// ## When worker output is late or missing
//
// Never time a swarm by its printed lines. Output of a worker can be late or missing while the main thread is busy, and a
// line says when it was *shown*. The times in an `AgentResult` were taken where the work was done.
//
// ## Recap
//
// - A mistake that slows down the base, or makes work vanish, flatters. Look for it when you like the result.
// - Set-up outside the clock, a warm-up, several rounds, one at a time. Use what you compute.
// - The machine is never quiet: take turns, and trust ratios more than seconds.
// - Decide on the rule before you see the numbers. "Nobody" is a result.
// - A failed agent has no time. Different work has no ratio.
// - Measure from outside. From inside you see your own process only.
//
// All words of the course stand in the [glossary](glossary.md).
//
// ## Quiz yourself
//
// <details><summary>1. A benchmark of yours shows a speedup of 5 on 4 cores. What is your first thought?</summary>
//
// That the base was disturbed, cold, or did other work. Cores do not multiply. (Rarely it is real: four cores have four times
// the fast cache.)
// </details>
//
// <details><summary>2. Why is the median of A A A B B B worse than that of A B A B A B, with the same number of runs?</summary>
//
// What happens to the machine between the two halves becomes a difference between A and B. In turns it hits both.
// </details>
//
// <details><summary>3. You measure a function whose result you do not use. It takes no time. Is it fast?</summary>
//
// Nobody knows. The engine may have left the work out. Use the result, and measure again.
// </details>
//
// <details><summary>4. Should starting the threads be in the time?</summary>
//
// That depends on how you will use them. Once for many runs: no. Anew for each request: yes. In any case say which.
// </details>
//
// <details><summary>5. Two ways have medians of 0.30 s and 0.31 s, and ranges from 0.27 to 0.36. Who won?</summary>
//
// Nobody. Choose by something else: memory, isolation, or simplicity.
// </details>
//
// **Next:** [08 · When threads don't win](08-when-threads-lose.ipynb). **Back:** [03 · Specialists](03-specialists.ipynb) · [02 · A
// swarm](02-a-swarm.ipynb). What you have proven so far stands in the file `checklist.md` of the project.
//
// *To read on: [how V8 compiles](https://v8.dev/blog/maglev), [process.cpuUsage](https://nodejs.org/api/process.html),
// [producing wrong data without doing anything obviously wrong](https://dl.acm.org/doi/10.1145/1508244.1508275).*
