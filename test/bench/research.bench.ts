/**
 * What a research on threads reaches of what bare processes reach with the same work: `node test/bench/research.bench.ts`.
 * A bare process shares nothing, has no coordinator, and gets an equal part of the work in advance.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { agent } from "../../labs/agents/index.ts";
import { listCorpus } from "../../labs/research/corpus/list-corpus.ts";
import {
  CorpusResearcher,
  type Plan,
  Planner,
  Reader,
  type ReadingTask,
  runResearch,
  type Share,
  type ShareRead,
} from "../../labs/research/index.ts";
import { KnowledgeBase, SharedContext } from "../../labs/sharing/index.ts";
import { runMultiAgentSystem, type SwarmOptions } from "../../labs/swarm/index.ts";
import type { BareWork } from "./support/bare-research.ts";
import { compare, line } from "./support/compare.ts";

const CORES = availableParallelism();
const WORKERS = 30;
const PARAGRAPHS = 20_000;
const CORPUS = join(import.meta.dirname, "../../node_modules");
const QUESTIONS = [
  "How do I stop a worker thread?",
  "How do I cancel a running task in a pool?",
  "How do I mock timers in a test?",
  "What is a SharedArrayBuffer?",
  "How can I watch a directory recursively?",
  "How do I parse the arguments of a command?",
];

async function swarm<Output>(options: SwarmOptions): Promise<{ outputs: Output[]; ms: number }> {
  const { results, totalSeconds } = await runMultiAgentSystem({
    announce: false,
    concurrency: CORES,
    ...options,
  });
  const failed = results.find(({ success }) => !success);
  if (failed) throw failed.error;
  return { outputs: results.map(({ result }) => result as Output), ms: totalSeconds * 1000 };
}

/** The same work in as many bare processes as there are cores. */
async function bareProcesses(work: (part: number) => BareWork): Promise<number> {
  const file = join(import.meta.dirname, "support/bare-research.ts");
  const processes = Array.from({ length: CORES }, () => fork(file));
  try {
    await Promise.all(
      processes.map(async (one, part) => {
        one.send(work(part));
        await once(one, "message");
      }),
    );
    const begun = performance.now();
    await Promise.all(
      processes.map(async (one) => {
        one.send("go");
        await once(one, "message");
      }),
    );
    return performance.now() - begun;
  } finally {
    for (const one of processes) one.kill();
  }
}

/** Every `CORES`th one, so that all parts are about equal. */
const partOf = <T>(all: readonly T[], part: number) => all.filter((_, i) => i % CORES === part);

const { folder, shares } = listCorpus(CORPUS);
const files = shares.flat();
/** As many files as have the paragraphs, in equal shares for the workers. */
async function sharesOfCorpus(): Promise<Share[]> {
  const { outputs } = await swarm<ShareRead>({
    agents: shares.map((paths, i) => agent(Reader, i, { folder, paths })),
  });
  let count = 0;
  const enough = shares.filter((_, i) => {
    const isWanted = count < PARAGRAPHS;
    count += outputs[i]?.paragraphs ?? 0;
    return isWanted;
  });
  const wanted = enough.flat();
  const border = (worker: number) => Math.round((worker * wanted.length) / WORKERS);
  return Array.from({ length: WORKERS }, (_, i) => ({
    folder,
    paths: wanted.slice(border(i), border(i + 1)),
  }));
}

const scratch = mkdtempSync(join(tmpdir(), "bench-research-"));
try {
  const readerShares = await sharesOfCorpus();
  const readers = readerShares.map((share, i) => agent(Reader, i + 1, share));
  const read = await swarm<ShareRead>({ agents: readers });
  const segments = read.outputs.map(({ segment }) => SharedContext.from(segment));
  const paragraphs = read.outputs.reduce((sum, each) => sum + each.paragraphs, 0);
  const segmentFiles = segments.map((segment, i) => {
    const file = join(scratch, `${i}.segment`);
    writeFileSync(file, segment.bytes);
    return file;
  });
  const memory = () => ({ segments, knowledge: new KnowledgeBase() });
  const plans = await swarm<Plan>({
    agents: QUESTIONS.map((question, i) => agent(Planner, i + 1, question)),
    shared: memory(),
  });
  const questions = plans.outputs.flatMap((plan) => plan.questions);
  // Every worker reads for every question, so that the work lasts longer than the warming up of the engine.
  const tasks = Array.from({ length: WORKERS }, (): ReadingTask[] =>
    questions.map((question) => ({ question, from: 0, to: segments.length })),
  );
  const researchers = tasks.map((own, i) => agent(CorpusResearcher, i + 1, own));
  console.log(
    `Node ${process.versions.node}, ${CORES} cores: ${WORKERS} workers, ${paragraphs} paragraphs, ${files.length} files in all\n`,
  );

  const reading = await compare({
    bare: () => bareProcesses((part) => ({ shares: partOf(readerShares, part), tasks: [], segments: [] })),
    swarm: async () => (await swarm({ agents: readers })).ms,
  });
  line("Reading and indexing, bare processes", `${reading.bare.toFixed(0)} ms`, "");
  line(
    "  a swarm of 30, against bare processes",
    `${(reading.bare / reading.swarm).toFixed(2)}×`,
    "wanted: at least 0.9×",
  );

  const research = await compare({
    bare: () => bareProcesses((part) => ({ shares: [], tasks: partOf(tasks, part), segments: segmentFiles })),
    swarm: async () => (await swarm({ agents: researchers, shared: memory() })).ms,
  });
  line("Reading for questions, bare processes", `${research.bare.toFixed(0)} ms`, "");
  line(
    "  a swarm of 30, against bare processes",
    `${(research.bare / research.swarm).toFixed(2)}×`,
    "wanted: at least 0.9×",
  );

  const begun = performance.now();
  const before = process.cpuUsage();
  const report = await runResearch({ question: QUESTIONS[0] as string, corpus: CORPUS, workers: WORKERS });
  const { user, system } = process.cpuUsage(before);
  line(
    `A whole research of ${report.figures.paragraphs} paragraphs`,
    `${((performance.now() - begun) / 1000).toFixed(1)} s`,
    "",
  );
  line("  its processor time", `${((user + system) / 1e6).toFixed(1)} s`, "");
} finally {
  rmSync(scratch, { recursive: true });
}
