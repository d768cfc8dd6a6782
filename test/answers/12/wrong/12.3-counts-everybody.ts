// exercise 12.3 · One fails on purpose
// fails: an agent that divides by zero fails alone, and the others arrive
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
  const agents = Array.from({ length: count }, (_, id) => agent((at: Site, { agentId }: AgentContext) => unearth(at, agentId, 0), id, site)).map((one) => (one.agentId === failingId ? agent(spoil, failingId, how) : one));
  const { results } = await runMultiAgentSystem({ agents, timeout: 2, announce: false });
  return { results, survivors: results.length };
}
