// Runs agents on worker machines elsewhere, and prints a line of JSON at its end. A line "done N" tells how far it is.
// Usage: node coordinator.ts URL QUEUE AGENTS SIZE
import { agent, DataAnalyst, runMultiAgentSystem } from "@swarmlab/labs";

const [url = "", queue = "", count = "", size = ""] = process.argv.slice(2);
const agents = Array.from({ length: Number(count) }, (_, i) => agent(DataAnalyst, i + 1, Number(size) + i));
/** How many times each agent was said to have finished. */
const finished = new Map<number, number>();

const run = await runMultiAgentSystem({
  agents,
  executor: "bullmq",
  engine: {
    url,
    queue,
    workers: "elsewhere",
    lockSeconds: Number(process.env.LOCK_SECONDS ?? 3),
    waitSeconds: 60,
  },
  announce: (line) => console.log(`announced ${line}`),
  onProgress: ({ kind, agentId, done }) => {
    if (kind !== "finished") return;
    finished.set(agentId, (finished.get(agentId) ?? 0) + 1);
    if (done % 10 === 0) console.log(`done ${done}`);
  },
});

console.log(
  JSON.stringify({
    ids: run.results.map(({ agentId }) => agentId),
    answers: run.results.map(({ result }) => String(result)),
    failures: run.results.filter(({ success }) => !success).map(({ error }) => error?.message),
    workers: [...new Set(run.results.map(({ worker }) => worker.split("/")[0]))].sort(),
    finishedTwice: [...finished].filter(([, times]) => times !== 1).map(([agentId]) => agentId),
    finished: finished.size,
    notes: run.notes,
    seconds: run.totalSeconds,
  }),
);
