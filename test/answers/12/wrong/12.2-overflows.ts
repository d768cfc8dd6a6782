// exercise 12.2 · Nothing gets lost
// fails: under stress, again and again, nothing is lost and nothing is there twice
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
}

async function collectFindings(agents: number, each: number): Promise<readonly MyFinding[]> {
  const find = (howMany: number, { agentId, worker }: AgentContext) =>
    // A list that is "long enough".
    Array.from({ length: Math.min(howMany, 1000) }, (_, index) => ({ agentId, index, worker }));
  const { results } = await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, each)),
    announce: false,
  });
  return results.flatMap(({ result }) => result as MyFinding[]);
}
