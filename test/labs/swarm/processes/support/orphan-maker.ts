/** A program that runs a swarm of endless loops, says which processes run them, and is then killed by the test. */
import { agent } from "../../../../../labs/agents/index.ts";
import { openSwarm, runMultiAgentSystem } from "../../../../../labs/swarm/index.ts";
import { Echo, Stoppable } from "../../support/agents.ts";
import { agentProcesses } from "./processes-alive.ts";

if (process.argv[2]?.startsWith("open")) await leaveOpen(process.argv[2]);
else await runLoops();

/** Leaves a swarm open and idle, and ends in the way that `how` names; "open" waits until it is killed. */
async function leaveOpen(how: string): Promise<void> {
  const swarm = await openSwarm({ executor: "child-processes", concurrency: 2, announce: false });
  await swarm.run([1, 2, 3].map((id) => agent(Echo, id, id)));
  console.log(`pids ${agentProcesses().join(" ")}`);
  if (how === "open") setTimeout(() => {}, 60_000);
  if (how === "open-exit") process.exit(0);
  if (how === "open-throw") throw new RangeError("not caught");
}

async function runLoops(): Promise<void> {
  const run = runMultiAgentSystem({
    agents: [agent(Stoppable, 1, "ignore"), agent(Stoppable, 2, "wait")],
    executor: "child-processes",
    concurrency: 2,
    announce: () =>
      setTimeout(() => {
        console.log(`pids ${agentProcesses().join(" ")}`);
        if (process.argv[2] === "exit") process.exit(0);
      }, 300),
  });
  await run;
}
