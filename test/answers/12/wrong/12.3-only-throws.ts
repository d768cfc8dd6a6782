// exercise 12.3 · One fails on purpose
// "exit" and "spin" only throw an error that says so.
// fails: an agent that calls process.exit() fails alone, and the others arrive
// fails: an agent that never ends fails alone, and the others arrive
interface Rehearsal {
  readonly results: readonly AgentResult[];
  /** How many agents succeeded. */
  readonly survivors: number;
}

class FailsOnPurpose extends AIAgent<"throw" | "exit" | "spin", number> {
  protected override think(how: "throw" | "exit" | "spin"): number {
    let sum = 0;
    for (let i = 0; i < 10_000; i += 1) sum += i; // in the midst of its work …
    if (how === "throw") return sum + Number(1n / BigInt(sum - sum));
    if (how === "exit") throw new Error("called process.exit(1)");
    throw new Error("took too long and was stopped");
  }
}

async function rehearse(
  count: number,
  failingId: number,
  how: "throw" | "exit" | "spin",
  site: Site,
): Promise<Rehearsal> {
  const team = Array.from({ length: count }, (_, id) => agent((at: Site, { agentId }: AgentContext) => unearth(at, agentId, 0), id, site)).map((task) =>
    task.agentId === failingId ? agent(FailsOnPurpose, failingId, how) : task,
  );
  const { results } = await runMultiAgentSystem({
    agents: team,
    executor: "worker-threads",
    timeout: 1.5,
    announce: false,
  });
  return { results, survivors: results.filter(({ success }) => success).length };
}
