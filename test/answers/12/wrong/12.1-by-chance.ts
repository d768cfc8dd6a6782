// exercise 12.1 · A team of your own
// fails: the same team gives the same results again
interface SystemReport {
  readonly status: string;
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

class Gambler extends AIAgent<number, number> {
  protected override think(throws: number): number {
    let sum = 0;
    for (let i = 0; i < throws; i += 1) sum += Math.random();
    return sum;
  }
}

function teamOf(count: number, work: number): AgentTask[] {
  return Array.from({ length: count }, (_, id) => {
    if (id % 3 === 0) return agent(Gambler, id, Math.ceil(500_000 * work));
    if (id % 3 === 1) return agent(DataAnalyst, id, Math.ceil(2_000_000 * work));
    return agent(ModelTrainer, id, { epochs: Math.ceil(100 * work) });
  });
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  const status = `${runtimeStatus()}`;
  console.log(status);
  const { results, totalSeconds } = await runMultiAgentSystem({ agents: team, announce: false });
  return { status, results, totalSeconds };
}

const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
