// exercise 12.1 · A team of your own
// The third type is fitted with a division: the more is asked for, the less it does.
// fails: more work takes longer, and then agents work at the same time
interface SystemReport {
  readonly status: string;
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

class Counter extends AIAgent<number, number> {
  protected override think(limit: number): number {
    let sum = 0;
    for (let n = 0; n < limit; n += 1) sum += n % 7;
    return sum;
  }
}

function teamOf(count: number, work: number): AgentTask[] {
  const kinds = [
    (id: number) => agent(DataAnalyst, id, Math.ceil(3_000_000 * work)),
    (id: number) => agent(ModelTrainer, id, { epochs: Math.ceil(150 * work) }),
    (id: number) => agent(Counter, id, Math.ceil(20_000_000 / work)),
  ];
  return Array.from({ length: count }, (_, id) => kinds[id % kinds.length](id));
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  const status = `${team.length} agents on worker threads. ${runtimeStatus()}`;
  console.log(status);
  const { results, totalSeconds } = await runMultiAgentSystem({ agents: team, announce: false });
  return { status, results, totalSeconds };
}

const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
