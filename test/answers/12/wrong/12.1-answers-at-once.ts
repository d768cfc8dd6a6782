// exercise 12.1 · A team of your own
// One type of agent has a number ready, so more work costs it nothing.
// fails: more work takes longer, and then agents work at the same time
interface SystemReport {
  /** The line that was printed at the start. */
  readonly status: string;
  /** In the agents' order. */
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

// Your agent types: classes that extend AIAgent.

class PrimeHunter extends AIAgent<number, number> {
  protected override think(work: number): number {
    return Math.round(6057 * work) + this.agentId;
  }
}

function teamOf(count: number, work: number): AgentTask[] {
  const amount = Math.max(1, Math.round(2_000_000 * work));
  return Array.from({ length: count }, (_, id) =>
    id % 3 === 0
      ? agent(PrimeHunter, id, work)
      : id % 3 === 1
        ? agent(DataAnalyst, id, amount)
        : agent(ModelTrainer, id, { epochs: Math.max(1, Math.round(200 * work)) }),
  );
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  const status = `${runtimeStatus()} They run on worker threads.`;
  console.log(status);
  const { results, totalSeconds } = await runMultiAgentSystem({
    agents: team,
    executor: "worker-threads",
    announce: false,
  });
  return { status, results, totalSeconds };
}

/** Your system with a team of so many agents. */
const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
