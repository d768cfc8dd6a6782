// exercise 12.1 · A team of your own
// fails: each agent is timed, and the whole is timed from the first to the last
interface SystemReport {
  readonly status: string;
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

class Sleeper extends AIAgent<number, number> {
  protected override think(times: number): number {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += Math.sqrt(i);
    return sum;
  }
}

function teamOf(count: number, work: number): AgentTask[] {
  return Array.from({ length: count }, (_, id) => {
    if (id % 3 === 0) return agent(Sleeper, id, Math.ceil(500_000 * work));
    if (id % 3 === 1) return agent(DataAnalyst, id, Math.ceil(2_000_000 * work));
    return agent(ModelTrainer, id, { epochs: Math.ceil(100 * work) });
  });
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  const status = `${runtimeStatus()}`;
  console.log(status);
  const { results } = await runMultiAgentSystem({ agents: team, announce: false });
  // In milliseconds, and added up.
  const totalSeconds = results.reduce((sum, { duration }) => sum + duration * 1000, 0);
  return { status, results, totalSeconds };
}

const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
