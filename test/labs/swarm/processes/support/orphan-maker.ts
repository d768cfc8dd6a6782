/** A program that runs a swarm of endless loops, says which processes run them, and is then killed by the test. */
import { agent } from "../../../../../labs/agents/index.ts";
import { runMultiAgentSystem } from "../../../../../labs/swarm/index.ts";
import { Stoppable } from "../../support/agents.ts";
import { agentProcesses } from "./processes-alive.ts";

const run = runMultiAgentSystem({
  agents: [agent(Stoppable, 1, "ignore"), agent(Stoppable, 2, "wait")],
  executor: "child-processes",
  concurrency: 2,
  announce: () => setTimeout(() => console.log(`pids ${agentProcesses().join(" ")}`), 300),
});
if (process.argv[2] === "exit") setTimeout(() => process.exit(0), 2_000);
await run;
