// exercise 12.1 · A team of your own
// fails: there are three or more agent types, and one of them is your own
interface SystemReport {
  readonly status: string;
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

function teamOf(count: number, work: number): AgentTask[] {
  return Array.from({ length: count }, (_, id) => agent(DataAnalyst, id, Math.ceil(3_000_000 * work)));
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  const { results, totalSeconds } = await runMultiAgentSystem({ agents: team, executor: "worker-threads" });
  return { status: `${runtimeStatus()}`, results, totalSeconds };
}

const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
