// An example of a coordinator: it runs AGENTS agents as the run RUN_ID, and goes on with that run when it was lost before.
// Put your own in its place; what matters is the pair of resume and run.
import { agent, DataAnalyst, resumeMultiAgentSystem, runMultiAgentSystem } from "@swarmlab/labs";
import { EngineError } from "@swarmlab/labs/swarm";

/** How long the engine keeps results that nobody has fetched, in seconds: a day. */
const KEEP_SECONDS = 86_400;

/** How long to wait for the first worker, in seconds: the autoscaler may have to bring a machine. */
const WAIT_SECONDS = 600;

/** @returns {Promise<number>} the exit code: 0 when every agent has succeeded */
export async function coordinate() {
  const { QUEUE = "agents", RUN_ID = "first-run", AGENTS = "200", AGENT_SIZE = "1000000" } = process.env;
  /** @type {import("@swarmlab/labs/swarm").EngineOptions} */
  const engine = { queue: QUEUE, workers: "elsewhere", keepSeconds: KEEP_SECONDS, waitSeconds: WAIT_SECONDS };
  const agents = Array.from({ length: Number(AGENTS) }, (_, i) =>
    agent(DataAnalyst, i + 1, Number(AGENT_SIZE) + i),
  );
  const onProgress = (/** @type {import("@swarmlab/labs/swarm").SwarmProgress} */ { kind, done, total }) => {
    if (kind === "finished" && (done === total || done % 100 === 0))
      console.log(`${done} of ${total} agents have ended.`);
  };
  const run = await resumeOrRun(RUN_ID, agents, { engine, onProgress });
  console.log(String(run));
  const sum = run.results.reduce((total, { result }) => total + BigInt(String(result ?? 0)), 0n);
  console.log(`The sum of all results is ${sum}.`);
  return run.results.every(({ success }) => success) ? 0 : 1;
}

/**
 * @param {string} runId
 * @param {readonly import("@swarmlab/labs").AgentTask[]} agents
 * @param {import("@swarmlab/labs/swarm").ResumeOptions} options
 */
async function resumeOrRun(runId, agents, options) {
  try {
    return await resumeMultiAgentSystem(runId, options);
  } catch (error) {
    if (!EngineError.is(error) || error.code !== "UNKNOWN_RUN") throw error;
    return runMultiAgentSystem({ ...options, agents, executor: "bullmq", runId });
  }
}
