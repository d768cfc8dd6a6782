// exercise 12.2 · Nothing gets lost
// fails: two agents with three findings each bring home six
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
}

async function collectFindings(agents: number, each: number): Promise<readonly MyFinding[]> {
  // Each thread gets a copy of this list, and fills that.
  const findings: MyFinding[] = [];
  const find = (howMany: number, { agentId, worker, shared }: AgentContext) => {
    const { list } = shared as { list: MyFinding[] };
    for (let index = 0; index < howMany; index += 1) list.push({ agentId, index, worker });
  };
  await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, each)),
    shared: { list: findings },
    announce: false,
  });
  return findings;
}
