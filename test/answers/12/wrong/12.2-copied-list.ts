// exercise 12.2 · Nothing gets lost
// fails: two agents with three findings each bring home six
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
  readonly found: string;
}

async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  // Each thread gets a copy of this list, and fills that.
  const findings: MyFinding[] = [];
  const find = ({ each: howMany, site }: { each: number; site: Site }, { agentId, worker, shared }: AgentContext) => {
    const { list } = shared as { list: MyFinding[] };
    for (let index = 0; index < howMany; index += 1) list.push({ agentId, index, worker, found: unearth(site, agentId, index) });
  };
  await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, { each, site })),
    shared: { list: findings },
    announce: false,
  });
  return findings;
}
