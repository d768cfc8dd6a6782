// exercise 12.1 · A team of your own
// Prints a line of its own, and leaves the swarm's on.
// fails: one line of status is printed, and it comes first
interface SystemReport {
  /** The line that was printed at the start. */
  readonly status: string;
  /** In the agents' order. */
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

/** The same seed, the same numbers between 0 and 1. */
function dice(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How many primes are there among so many numbers above a million? By trial division. */
class PrimeCounter extends AIAgent<{ from: number; numbers: number }, number> {
  protected override think({ from, numbers }: { from: number; numbers: number }): number {
    let primes = 0;
    for (let n = from; n < from + numbers; n += 1) {
      let prime = n > 1;
      for (let d = 2; d * d <= n; d += 1) {
        if (n % d === 0) {
          prime = false;
          break;
        }
      }
      if (prime) primes += 1;
    }
    return primes;
  }
}

/** Plays craps with its own seed, so many games. Answers with the share it has won. */
class CrapsPlayer extends AIAgent<number, { games: number; won: number }> {
  protected override think(games: number): { games: number; won: number } {
    const random = dice(this.agentId + 1);
    const roll = () => 2 + Math.floor(random() * 6) + Math.floor(random() * 6);
    let won = 0;
    for (let game = 0; game < games; game += 1) {
      const first = roll();
      if (first === 7 || first === 11) won += 1;
      else if (first !== 2 && first !== 3 && first !== 12) {
        let next = roll();
        while (next !== first && next !== 7) next = roll();
        if (next === first) won += 1;
      }
    }
    return { games, won };
  }
}

/** Walks at random through a grid with walls, and tells how many different fields it has seen. */
class MazeWalker extends AIAgent<number, { steps: number; seen: number }> {
  protected override think(steps: number): { steps: number; seen: number } {
    const random = dice(1000 + this.agentId);
    const side = 64;
    const wall = Uint8Array.from({ length: side * side }, () => (random() < 0.25 ? 1 : 0));
    const seen = new Uint8Array(side * side);
    let at = 0;
    wall[at] = 0;
    for (let step = 0; step < steps; step += 1) {
      seen[at] = 1;
      const x = at % side;
      const turn = Math.floor(random() * 4);
      const next =
        turn === 0 ? (x > 0 ? at - 1 : at) : turn === 1 ? (x < side - 1 ? at + 1 : at) : turn === 2 ? at - side : at + side;
      if (next >= 0 && next < side * side && wall[next] === 0) at = next;
    }
    return { steps, seen: seen.reduce((sum, one) => sum + one, 0) };
  }
}

function teamOf(count: number, work: number): AgentTask[] {
  const amount = (each: number) => Math.max(1, Math.round(each * work));
  return Array.from({ length: count }, (_, id): AgentTask => {
    if (id % 3 === 0) return agent(PrimeCounter, id, { from: 1_000_000 + 1_000 * id, numbers: amount(20_000) });
    if (id % 3 === 1) return agent(CrapsPlayer, id, amount(60_000));
    return agent(MazeWalker, id, amount(300_000));
  });
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  const { cores } = runtimeStatus();
  const status = `${cores} ${cores === 1 ? "core" : "cores"}: ${team.length} agents run on worker threads, ${Math.min(cores, team.length)} at a time`;
  console.log(status);
  const { results, totalSeconds } = await runMultiAgentSystem({
    agents: team,
    executor: "worker-threads",
  });
  return { status, results, totalSeconds };
}

/** Your system with a team of so many agents. */
const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
