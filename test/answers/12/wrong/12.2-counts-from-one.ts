// exercise 12.2 · Nothing gets lost
// fails: two agents with three findings each bring home six
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
}

async function collectFindings(agents: number, each: number): Promise<readonly MyFinding[]> {
  const find = (howMany: number, { agentId, worker }: AgentContext) =>
    Array.from({ length: howMany }, (_, at) => ({ agentId, index: at + 1, worker }));
  const { results } = await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, each)),
    announce: false,
  });
  return results.flatMap(({ result }) => result as MyFinding[]);
}
