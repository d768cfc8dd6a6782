/** A coordinator as a process of its own. Usage: node coordinator-process.ts '{"queue": …, "runId": …, "agents": N, "begun": …, "go": …}' */
import { agent } from "../../../../../labs/agents/index.ts";
import { runMultiAgentSystem } from "../../../../../labs/swarm/index.ts";
import { Waits } from "./waits.ts";

const { queue, runId, agents, begun, go, first } = JSON.parse(process.argv[2] as string);
await runMultiAgentSystem({
  agents: Array.from({ length: agents }, (_, id) => agent(Waits, id, { begun, go: id === 0 ? first : go })),
  executor: "bullmq",
  engine: { queue, workers: "elsewhere", lockSeconds: 5 },
  runId,
  announce: false,
  onProgress: ({ kind, agentId }) => process.connected && process.send?.(`${kind} ${agentId}`),
});
process.disconnect?.();
