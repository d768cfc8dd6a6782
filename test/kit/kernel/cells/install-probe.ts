/*
 * Imported once by the first cell of a kernel: a function for the cells behind it that runs `answer` here, on a worker thread and in a child
 * process. The workers come first, because they get copies of the values; a run in the kernel may change them.
 */
import { agent, runMultiAgentSystem } from "@swarmlab/labs";
import { outcomeOf } from "./outcome.ts";

const executors = { thread: "worker-threads", process: "child-processes" } as const;

Reflect.set(globalThis, Symbol.for("swarmlab.test.probe"), async (answer: () => unknown) => {
  const outcomes: Record<string, string> = {};
  for (const [place, executor] of Object.entries(executors)) {
    outcomes[place] = await outcomeOf(async () => {
      const agents = [agent(answer, 1, null)];
      const { results } = await runMultiAgentSystem({ agents, executor, announce: false });
      if (results[0]?.success) return results[0].result;
      // The swarm wraps what an agent throws, to say which agent it was.
      const { error } = results[0] ?? {};
      throw error?.name === "AgentError" ? (error.cause ?? error) : error;
    });
  }
  outcomes.kernel = await outcomeOf(answer);
  return JSON.stringify(outcomes);
});
