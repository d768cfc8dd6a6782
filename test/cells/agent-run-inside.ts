// A swarm inside the answer, on the event loop.
import { agent as agentOf, runMultiAgentSystem } from "@swarmlab/labs";
const triple = (n: number) => n * 3;
// %%
const answer = async () => { const { results } = await runMultiAgentSystem({ agents: [1, 2].map((n) => agentOf(triple, n, n)), executor: "event-loop", announce: false }); return results.map((one) => one.result); };
// expect: [3, 6]
