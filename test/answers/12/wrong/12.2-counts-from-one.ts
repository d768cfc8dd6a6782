// exercise 12.2 · Nothing gets lost
// fails: two agents with three findings each bring home six
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
  readonly found: string;
}

async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const find = ({ each: howMany, site }: { each: number; site: Site }, { agentId, worker }: AgentContext) =>
    Array.from({ length: howMany }, (_, at) => ({ agentId, index: at + 1, worker, found: unearth(site, agentId, at + 1) }));
  const { results } = await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, { each, site })),
    announce: false,
  });
  return results.flatMap(({ result }) => result as MyFinding[]);
}
