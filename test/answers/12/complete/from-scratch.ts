// A complete capstone that uses nothing of the lab's swarm: bare workers, a shared counter, a timer, `fork` by hand.

// %%
// exercise 12.1 · A team of your own
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

interface SystemReport {
  readonly status: string;
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

interface Job {
  readonly id: number;
  readonly kind: keyof typeof kinds;
  readonly size: number;
}

/** What each kind of agent does. Their sources travel to the workers as text. */
const kinds = {
  PrimeCounter(size: number) {
    let found = 0;
    for (let n = 2; n < size; n += 1) {
      let divisor = 2;
      while (divisor * divisor <= n && n % divisor !== 0) divisor += 1;
      if (divisor * divisor > n) found += 1;
    }
    return found;
  },
  Collatz(size: number) {
    let longest = 0;
    for (let from = 1; from < size; from += 1) {
      let steps = 0;
      for (let n = from; n !== 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) steps += 1;
      if (steps > longest) longest = steps;
    }
    return longest;
  },
  Hasher(size: number) {
    let hash = 2166136261;
    for (let i = 0; i < size; i += 1) hash = Math.imul(hash ^ (i & 255), 16777619) >>> 0;
    return hash;
  },
};

function teamOf(count: number, work: number): Job[] {
  const sizes = { PrimeCounter: 9000, Collatz: 9000, Hasher: 900_000 };
  const names = Object.keys(sizes) as (keyof typeof sizes)[];
  return Array.from({ length: count }, (_, id) => {
    const kind = names[id % names.length];
    return { id, kind, size: Math.ceil(sizes[kind] * work) };
  });
}

/** One job, timed on the clock that all threads and processes of a machine share. */
const runJob = `
const kinds = { ${Object.values(kinds).map(String).join(",\n")} };
function runJob(job, start, worker) {
  const now = () => Number(process.hrtime.bigint() - start) / 1e9;
  const startedAt = now();
  let result = null, error = null;
  try { result = kinds[job.kind](job.size); } catch (thrown) { error = { message: String(thrown) }; }
  const endedAt = now();
  return { agentId: job.id, agentType: job.kind, result, duration: endedAt - startedAt, success: error === null, error, worker, startedAt, endedAt };
}`;

const crewMember = `
const { parentPort, workerData, threadId } = require("node:worker_threads");
${runJob}
const { team, next } = workerData;
parentPort.once("message", (start) => {
  for (let at = Atomics.add(next, 0, 1); at < team.length; at = Atomics.add(next, 0, 1)) {
    parentPort.postMessage(runJob(team[at], start, "thread " + threadId));
  }
  parentPort.close();
});`;

/** Each worker takes the next job from a shared counter. */
async function onThreads(team: readonly Job[]) {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const crew = Array.from(
    { length: Math.min(team.length, availableParallelism()) },
    () => new Worker(crewMember, { eval: true, workerData: { team, next } }),
  );
  await Promise.all(crew.map((worker) => new Promise((resolve) => worker.once("online", resolve))));
  const results: AgentResult[] = [];
  const start = process.hrtime.bigint();
  await Promise.all(
    crew.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on("message", (result: AgentResult) => {
            results[result.agentId] = Object.freeze(result);
          });
          worker.once("error", reject);
          worker.once("exit", () => resolve());
          worker.postMessage(start);
        }),
    ),
  );
  return { results, totalSeconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

async function runSystem(team: readonly Job[]): Promise<SystemReport> {
  const status = `${team.length} agents share ${availableParallelism()} cores, each on a worker thread`;
  console.log(status);
  return { status, ...(await onThreads(team)) };
}

const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));

// %%
// exercise 12.2 · Nothing gets lost
import { availableParallelism as coreCount } from "node:os";
import { Worker as Finder } from "node:worker_threads";

interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
  readonly found: string;
}

/** All findings in one shared list: a place is taken by one indivisible step, and then belongs to whoever took it. */
async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const shared = new Int32Array(new SharedArrayBuffer(4 * (2 + 3 * agents * each)));
  const bytes = new Uint8Array(new SharedArrayBuffer(12 * agents * each));
  const source = `
    const { workerData: { shared, bytes, agents, each, site }, threadId } = require("node:worker_threads");
    const { pbkdf2Sync } = require("node:crypto");
    for (let id = Atomics.add(shared, 0, 1); id < agents; id = Atomics.add(shared, 0, 1)) {
      for (let index = 0; index < each; index += 1) {
        const free = Atomics.add(shared, 1, 1);
        bytes.set(pbkdf2Sync(id + " " + index, site.seed, site.rounds, 12, "sha256"), 12 * free);
        const place = 2 + 3 * free;
        shared[place] = id;
        shared[place + 1] = index;
        shared[place + 2] = threadId;
      }
    }`;
  const crew = Array.from(
    { length: coreCount() },
    () => new Finder(source, { eval: true, workerData: { shared, bytes, agents, each, site } }),
  );
  await Promise.all(crew.map((worker) => new Promise((resolve) => worker.once("exit", resolve))));
  return Array.from({ length: shared[1] }, (_, at) => ({
    agentId: shared[2 + 3 * at],
    index: shared[3 + 3 * at],
    worker: `thread ${shared[4 + 3 * at]}`,
    found: Buffer.from(bytes.slice(12 * at, 12 * at + 12)).toString("hex"),
  }));
}

// %%
// exercise 12.3 · One fails on purpose
import { Worker as Actor } from "node:worker_threads";

interface Rehearsal {
  readonly results: readonly AgentResult[];
  readonly survivors: number;
}

async function rehearse(
  count: number,
  failingId: number,
  how: "throw" | "exit" | "spin",
  site: Site,
): Promise<Rehearsal> {
  const sabotage = { throw: "1n / 0n;", exit: "process.exit(1);", spin: "for (;;) {}" }[how];
  const start = performance.now();
  const now = () => (performance.now() - start) / 1000;

  /** One agent in a worker of its own, ended after two seconds. */
  const act = (agentId: number) =>
    new Promise<AgentResult>((resolve) => {
      const dig = `(0, require("node:crypto").pbkdf2Sync)("${agentId} 0", ${JSON.stringify(site.seed)}, ${site.rounds}, 12, "sha256").toString("hex")`;
      const work = agentId === failingId ? sabotage : "";
      const startedAt = now();
      const actor = new Actor(`${work} require("node:worker_threads").parentPort.postMessage(${dig});`, { eval: true });
      const worker = `thread ${actor.threadId}`;
      let answered = false;
      const end = (result: string | null, why?: string) => {
        if (answered) return;
        answered = true;
        clearTimeout(alarm);
        void actor.terminate();
        const endedAt = now();
        const error = why === undefined ? null : (new Error(why) as AgentResult["error"]);
        resolve({
          agentId,
          agentType: "Actor",
          result,
          duration: endedAt - startedAt,
          success: why === undefined,
          error,
          worker,
          startedAt,
          endedAt,
        });
      };
      const alarm = setTimeout(() => end(null, "did not answer within two seconds"), 2000);
      actor.once("message", (result: string) => end(result));
      actor.once("error", (error: Error) => end(null, error.message));
      actor.once("exit", (code) => end(null, `its thread ended with code ${code}`));
    });

  const results = await Promise.all(Array.from({ length: count }, (_, agentId) => act(agentId)));
  return { results, survivors: results.filter((result) => result.success).length };
}

// %%
// exercise 12.4 · The clock
interface Timing {
  readonly seconds: readonly number[];
  readonly median: number;
}

async function timeRuns<Prepared>(
  prepare: () => Promise<Prepared>,
  run: (prepared: Prepared) => Promise<readonly { readonly success: boolean }[]>,
  rounds: number,
): Promise<Timing> {
  const oneRound = async () => {
    const prepared = await prepare();
    const before = process.hrtime.bigint();
    const results = await run(prepared);
    const after = process.hrtime.bigint();
    if (!results.every((result) => result.success)) throw new Error("not every agent succeeded");
    return Number(after - before) / 1e9;
  };
  await oneRound();
  const seconds: number[] = [];
  while (seconds.length < rounds) seconds.push(await oneRound());
  const sorted = Float64Array.from(seconds).sort();
  const low = sorted[(rounds - 1) >> 1];
  const high = sorted[rounds >> 1];
  return { seconds, median: (low + high) / 2 };
}

// %%
// exercise 12.5 · Three ways, three sizes
import { spawn } from "node:child_process";
import { availableParallelism as workersAtOnce, loadavg } from "node:os";

/** How many jobs a second process took over, and what they gave. */
function inProcess(jobs: readonly Job[]) {
  const source = `${runJob}
    process.once("message", ({ jobs }) => {
      const start = process.hrtime.bigint();
      process.send(jobs.map((job) => runJob(job, start, "process " + process.pid)));
    });
    process.send("ready");`;
  const child = spawn(process.execPath, ["-e", source], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const heard = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`a child process ended with code ${code}`)));
    });
  const run = async () => {
    child.send({ jobs });
    const results = await heard();
    // The child ends when it is let go: its end can come no earlier than what it says.
    child.disconnect();
    assertSucceeded(results as readonly AgentResult[]);
  };
  return { ready: heard(), run };
}

function assertSucceeded(results: readonly AgentResult[]): void {
  for (const { agentId, success } of results) if (!success) throw new Error(`agent ${agentId} failed: no time`);
}

async function secondsOf(approach: BenchmarkRow["approach"], team: readonly Job[]): Promise<number> {
  if (approach === "worker-threads") {
    const { results, totalSeconds } = await onThreads(team);
    assertSucceeded(results);
    return totalSeconds;
  }
  if (approach === "child-processes") {
    const shares = Array.from({ length: Math.min(workersAtOnce(), team.length) }, (_, at, all = workersAtOnce()) =>
      team.filter((job) => job.id % all === at),
    );
    const crew = shares.filter((share) => share.length > 0).map(inProcess);
    await Promise.all(crew.map((child) => child.ready));
    const start = performance.now();
    await Promise.all(crew.map((child) => child.run()));
    return (performance.now() - start) / 1000;
  }
  const start = performance.now();
  if (approach === "sequential") for (const job of team) kinds[job.kind](job.size);
  else await Promise.all(team.map(async (job) => kinds[job.kind](job.size)));
  return (performance.now() - start) / 1000;
}

async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  const ways = ["sequential", "event-loop", "worker-threads", "child-processes"] as const;
  for (const agents of counts) {
    const team = teamOf(agents, work);
    for (const approach of ways) {
      const used = process.cpuUsage();
      const begun = performance.now();
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) times.push(await secondsOf(approach, team));
      const { user, system } = process.cpuUsage(used);
      const share = (user + system) / 1000 / (performance.now() - begun) / workersAtOnce();
      times.sort((a, b) => a - b);
      const seconds = (times[(rounds - 1) >> 1] + times[rounds >> 1]) / 2;
      const base = rows.find((row) => row.agents === agents)?.seconds ?? seconds;
      rows.push({
        approach,
        agents,
        times,
        seconds,
        speedup: Math.round((100 * base) / seconds) / 100,
        // Processes of their own do not count in `cpuUsage`: the machine's load stands in for them.
        cpuPercent: Math.min(100, 100 * (approach === "child-processes" ? loadavg()[0] / workersAtOnce() : share)),
        memoryMB: process.resourceUsage().maxRSS / 1000,
      });
    }
  }
  return rows;
}

// %%
// exercise 12.6 · Who won, and why
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  let largest = 0;
  for (const row of rows) largest = Math.max(largest, row.agents);
  let best: BenchmarkRow | undefined;
  let next: BenchmarkRow | undefined;
  for (const row of rows) {
    if (row.agents !== largest) continue;
    if (best === undefined || row.seconds < best.seconds) {
      next = best;
      best = row;
    } else if (next === undefined || row.seconds < next.seconds) next = row;
  }
  const line = (cells: readonly string[]) => cells.map((cell) => cell.padStart(17)).join("|");
  const table = [
    line(["way", "agents", "time", "speedup", "CPU", "memory"]),
    ...rows.map((row) =>
      line([
        row.approach,
        String(row.agents),
        `${(row.seconds * 1000).toFixed(2)} ms`,
        row.speedup.toFixed(1),
        `${Math.round(row.cpuPercent)}%`,
        `${Math.round(row.memoryMB)} MB`,
      ]),
    ),
  ].join("\n");
  if (best === undefined) return { winner: null, because: ["There are no rows."], table };
  if (next !== undefined && next.seconds / best.seconds < 1.05) {
    return { winner: null, because: [`${best.approach} and ${next.approach} are within 5 % of each other.`], table };
  }
  const because = [
    `Against one after the other it is ${best.speedup.toFixed(1)} times as fast.`,
    `${Math.round(best.cpuPercent)} % of all cores were busy.`,
  ];
  return { winner: best.approach, because, table };
}

// %%
// exercise 12.7 · The page
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  const text = (value: unknown) => String(value).replace(/[&<>"']/g, (character) => named[character]);
  const { winner, because } = analyse(rows);
  const slowest = Math.max(...rows.map((row) => row.seconds));
  const bars = rows.map((row, at) => {
    const width = Math.max(1, (400 * row.seconds) / slowest);
    return `<rect x="170" y="${at * 22}" width="${width.toFixed(1)}" height="16" fill="#2f6f9f"/><text x="160" y="${at * 22 + 13}" text-anchor="end">${text(row.approach)} ${row.agents}</text>`;
  });
  const cells = (tag: string, values: readonly unknown[]) =>
    values.map((value) => `<${tag}>${text(value)}</${tag}>`).join("");
  const lines = rows.map(
    (row) =>
      `<tr>${cells("td", [row.approach, row.agents, row.seconds.toFixed(4), row.speedup, Math.round(row.cpuPercent), Math.round(row.memoryMB)])}</tr>`,
  );
  return [
    "<!DOCTYPE html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${text(title)}</title>`,
    "<style>body{font-family:serif;margin:2em}td,th{padding:2px 8px}svg{font:12px sans-serif}</style></head><body>",
    `<h1>${text(title)}</h1><h2>${winner === null ? "A draw" : `${text(winner)} won`}</h2><p>${text(because.join(" "))}</p>`,
    `<svg width="600" height="${rows.length * 22}" role="img" aria-label="seconds by way">${bars.join("")}</svg>`,
    `<table><tr>${cells("th", ["way", "agents", "seconds", "speedup", "CPU %", "MB"])}</tr>${lines.join("")}</table>`,
    "</body></html>",
  ].join("\n");
}
