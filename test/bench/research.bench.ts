/**
 * What a research on threads reaches of what bare processes reach with the same work: `node test/bench/research.bench.ts`.
 * Bare processes share nothing and have no coordinator; each takes the next agent when it is free. Both have run the work before.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { agent } from "../../labs/agents/index.ts";
import { askProcess } from "../../labs/bench/ceiling/ask-process.ts";
import { listCorpus } from "../../labs/research/corpus/list-corpus.ts";
import {
  CorpusResearcher,
  type Plan,
  Planner,
  Reader,
  type ReadingTask,
  readCorpus,
  runResearch,
  type Share,
  type ShareRead,
} from "../../labs/research/index.ts";
import { KnowledgeBase, SharedContext } from "../../labs/sharing/index.ts";
import { openSwarm, type SwarmRunOptions } from "../../labs/swarm/index.ts";
import type { BareOrder, BareWork } from "./support/bare-research.ts";
import { compare, line } from "./support/compare.ts";

const CORES = availableParallelism();
const WORKERS = 30;
const PARAGRAPHS = 20_000;
const CORPUS = join(import.meta.dirname, "../../node_modules");
const QUESTION = "How do I stop a worker thread?";
const QUESTIONS = [
  QUESTION,
  "How do I cancel a running task in a pool?",
  "How do I mock timers in a test?",
  "What is a SharedArrayBuffer?",
  "How can I watch a directory recursively?",
  "How do I parse the arguments of a command?",
];

await using swarm = await openSwarm({ concurrency: CORES, announce: false });

async function run<Output>(options: SwarmRunOptions): Promise<{ outputs: Output[]; ms: number }> {
  const { results, totalSeconds } = await swarm.run(options);
  const failed = results.find(({ success }) => !success);
  if (failed) throw failed.error;
  return { outputs: results.map(({ result }) => result as Output), ms: totalSeconds * 1000 };
}

/** As many bare processes as there are cores. */
class BareProcesses {
  readonly #processes = Array.from({ length: CORES }, () =>
    fork(join(import.meta.dirname, "support/bare-research.ts")),
  );

  async prepare(work: BareWork): Promise<void> {
    await Promise.all(this.#processes.map((each) => askProcess(each, work)));
  }

  /** Milliseconds for all orders, of which each process takes the next one when it is free. */
  async run(orders: readonly BareOrder[]): Promise<number> {
    await Promise.all(this.#processes.map((each) => askProcess(each, "begin")));
    let next = 0;
    const begun = performance.now();
    await Promise.all(
      this.#processes.map(async (each) => {
        for (let order = orders[next++]; order !== undefined; order = orders[next++])
          await askProcess(each, order);
      }),
    );
    return performance.now() - begun;
  }

  end(): void {
    for (const each of this.#processes) each.kill();
  }
}

/** So many files as have the paragraphs, in equal shares for the workers. */
async function sharesOfCorpus(): Promise<Share[]> {
  const { folder, shares } = listCorpus(CORPUS);
  const wanted: string[] = [];
  for (let i = 0, paragraphs = 0; i < shares.length && paragraphs < PARAGRAPHS; i++) {
    const paths = shares[i] as readonly string[];
    const { outputs } = await run<ShareRead>({ agents: [agent(Reader, i, { folder, paths })] });
    paragraphs += outputs[0]?.paragraphs ?? 0;
    wanted.push(...paths);
  }
  const border = (worker: number) => Math.round((worker * wanted.length) / WORKERS);
  return Array.from({ length: WORKERS }, (_, i) => ({
    folder,
    paths: wanted.slice(border(i), border(i + 1)),
  }));
}

function report(what: string, { bare, threads }: Record<"bare" | "threads", number>): void {
  line(`${what}, bare processes`, `${bare.toFixed(0)} ms`, "");
  line(
    `  ${WORKERS} workers on threads, of that ceiling`,
    `${(bare / threads).toFixed(2)}×`,
    "wanted: at least 0.9×",
  );
}

const scratch = mkdtempSync(join(tmpdir(), "bench-research-"));
const bare = new BareProcesses();
try {
  const shares = await sharesOfCorpus();
  const readers = shares.map((share, i) => agent(Reader, i + 1, share));
  const read = await run<ShareRead>({ agents: readers });
  const segments = read.outputs.map(({ segment }) => SharedContext.from(segment));
  const paragraphs = read.outputs.reduce((sum, each) => sum + each.paragraphs, 0);
  const files = segments.map((segment, i) => {
    const file = join(scratch, `${i}.segment`);
    writeFileSync(file, segment.bytes);
    return file;
  });
  const memory = () => ({ segments, knowledge: new KnowledgeBase() });
  const plans = await run<Plan>({
    agents: QUESTIONS.map((question, i) => agent(Planner, i + 1, question)),
    shared: memory(),
  });
  const questions = plans.outputs.flatMap((plan) => plan.questions);
  const tasks = Array.from({ length: WORKERS }, (): ReadingTask[] =>
    questions.map((question) => ({ question, from: 0, to: segments.length })),
  );
  const researchers = tasks.map((own, i) => agent(CorpusResearcher, i + 1, own));
  await bare.prepare({ shares, tasks, segments: files });
  console.log(
    `Node ${process.versions.node}, ${CORES} cores: ${WORKERS} workers, ${paragraphs} paragraphs\n`,
  );

  report(
    "Reading and indexing files",
    await compare({
      bare: () => bare.run(shares.map((_, share) => ({ share }))),
      threads: async () => (await run({ agents: readers })).ms,
    }),
  );
  report(
    `Reading for ${questions.length} questions each`,
    await compare({
      bare: () => bare.run(tasks.map((_, task) => ({ task }))),
      threads: async () => (await run({ agents: researchers, shared: memory() })).ms,
    }),
  );

  const before = process.cpuUsage();
  const begun = performance.now();
  const corpus = await readCorpus(CORPUS, { swarm });
  const opened = performance.now();
  const { user, system } = process.cpuUsage(before);
  await runResearch({ question: QUESTION, corpus, swarm, workers: WORKERS });
  const answered = performance.now();
  line(`Reading all ${corpus.paragraphs} paragraphs once`, `${((opened - begun) / 1000).toFixed(1)} s`, "");
  line("  its processor time", `${((user + system) / 1e6).toFixed(1)} s`, "");
  line("  a question of them then", `${(answered - opened).toFixed(0)} ms`, "");
} finally {
  bare.end();
  rmSync(scratch, { recursive: true });
}
