// exercise 12.3 · One fails on purpose
// Every failure reads alike, so nobody can tell what to mend.
// fails: a failure says which one it was
interface Rehearsal {
  readonly results: readonly AgentResult[];
  readonly survivors: number;
}

async function rehearse(count: number, failingId: number, how: "throw" | "exit" | "spin", site: Site): Promise<Rehearsal> {
  const fail = (kind: string) => {
    if (kind === "exit") process.exit(1);
    if (kind === "spin") for (;;) {}
    return 1n / 0n;
  };
  const agents = Array.from({ length: count }, (_, id) => agent((at: Site, { agentId }: AgentContext) => unearth(at, agentId, 0), id, site)).map((member) => (member.agentId === failingId ? agent(fail, failingId, how) : member));
  const run = await runMultiAgentSystem({ agents, timeout: 2, announce: false });
  const results = run.results.map((result) =>
    result.success ? result : { ...result, error: new Error("Something went wrong.") as AgentResult["error"] },
  );
  return { results, survivors: results.filter(({ success }) => success).length };
}
