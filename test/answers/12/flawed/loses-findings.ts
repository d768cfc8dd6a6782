// based on: with-the-lab
// The list's end is read, and moved on, in two steps, with a look for the same finding in between: two threads take the same place.
// fails: 12.2 · under stress, again and again, nothing is lost and nothing is there twice

// %%
// exercise 12.2 · Nothing gets lost
interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
  readonly found: string;
}

async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const list = new Int32Array(new SharedArrayBuffer(4 * (2 + 3 * agents * each)));
  const find = ({ each: howMany, site }: { each: number; site: Site }, { agentId, worker, shared }: AgentContext) => {
    const { list: all } = shared as { list: Int32Array };
    // Everybody begins at the same moment: the more they meet, the more is found in the end.
    Atomics.add(all, 1, 1);
    for (let waited = 0; Atomics.load(all, 1) < 2 && waited < 1e7; waited += 1);
    for (let index = 0; index < howMany; index += 1) {
      const place = all[0];
      let known = false;
      for (let at = Math.max(0, place - 500); at < place; at += 1)
        known ||= all[2 + 3 * at] === agentId && all[3 + 3 * at] === index;
      if (known) continue;
      all[2 + 3 * place] = agentId;
      all[3 + 3 * place] = index;
      all[4 + 3 * place] = Number(worker.split(" ")[1]);
      all[0] = place + 1;
    }
  };
  await runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, { each, site })),
    shared: { list },
    announce: false,
  });
  return Array.from({ length: list[0] }, (_, at) => ({
    agentId: list[2 + 3 * at],
    index: list[3 + 3 * at],
    worker: `thread ${list[4 + 3 * at]}`,
    found: unearth(site, list[2 + 3 * at], list[3 + 3 * at]),
  }));
}
