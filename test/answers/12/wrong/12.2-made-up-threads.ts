// exercise 12.2 · Nothing gets lost
// No thread at all; the names are made up.
// fails: the findings were made on worker threads
interface MyFinding {
  readonly agentId: number;
  /** 0, 1, 2 … for each agent. */
  readonly index: number;
  /** Who ran the agent: `context.worker`. */
  readonly worker: string;
  readonly found: string;
}

/** Runs where it is called: quicker than threads for so little. */
async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const findings: MyFinding[] = [];
  await Promise.all(
    Array.from({ length: agents }, async (_, agentId) => {
      for (let index = 0; index < each; index += 1) {
        findings.push({ agentId, index, worker: `thread ${1 + (agentId % 2)}`, found: unearth(site, agentId, index) });
      }
    }),
  );
  return findings;
}
