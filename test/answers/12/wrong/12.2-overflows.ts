// exercise 12.2 · Nothing gets lost
// fails: under stress, again and again, nothing is lost and nothing is there twice
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
  readonly found: string;
}

async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const find = ({ each: howMany, site }: { each: number; site: Site }, { agentId, worker }: AgentContext) =>
    // A list that is "long enough".
    Array.from({ length: Math.min(howMany, 1000) }, (_, index) => ({ agentId, index, worker, found: unearth(site, agentId, index) }));
  const { results } = await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, { each, site })),
    announce: false,
  });
  return results.flatMap(({ result }) => result as MyFinding[]);
}
