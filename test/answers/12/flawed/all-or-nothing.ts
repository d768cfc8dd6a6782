// based on: with-the-lab
// The first failure ends everything, and what the others found is lost. On an event loop it would even end the program.
// fails: 12.3 · an agent that divides by zero fails alone, and the others arrive
// fails: 12.3 · an agent that calls process.exit() fails alone, and the others arrive
// fails: 12.3 · an agent that never ends fails alone, and the others arrive

// %%
// exercise 12.3 · One fails on purpose
import { failFast } from "@swarmlab/labs";

interface Rehearsal {
  readonly results: readonly AgentResult[];
  readonly survivors: number;
}

async function rehearse(count: number, failingId: number, how: "throw" | "exit" | "spin", site: Site): Promise<Rehearsal> {
  const spoil = (kind: string) => {
    if (kind === "exit") process.exit(1);
    if (kind === "spin") for (;;) {}
    return 1n / 0n;
  };
  const others = Array.from({ length: count }, (_, id) => agent((at: Site, { agentId }: AgentContext) => unearth(at, agentId, 0), id, site)).filter(({ agentId }) => agentId !== failingId);
  const { results } = await runMultiAgentSystem({
    agents: [agent(spoil, failingId, how), ...others],
    concurrency: 1,
    policy: failFast(),
    timeout: 1,
    announce: false,
  });
  const arrived = results.filter(({ success }) => success);
  return { results: arrived, survivors: arrived.length };
}
