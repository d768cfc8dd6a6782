// exercise 12.2 · Nothing gets lost
// fails: the findings were made on worker threads
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
  readonly found: string;
}

async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const findings: MyFinding[] = [];
  for (let agentId = 0; agentId < agents; agentId += 1) {
    for (let index = 0; index < each; index += 1) findings.push({ agentId, index, worker: "main", found: unearth(site, agentId, index) });
  }
  return findings;
}
