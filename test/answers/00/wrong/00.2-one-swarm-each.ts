// exercise 00.2 · Launch a swarm of your own
// A swarm for each size, one after the other.
// fails: the agents run together, not one after the other
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  let last: SwarmRun | undefined;
  const results = [];
  for (let id = 0; id < sizes.length; id += 1) {
    last = await runMultiAgentSystem({
      agents: [agent(DataAnalyst, id, sizes[id])],
      executor: "worker-threads",
      announce: false,
    });
    results.push(...last.results);
  }
  return { ...last, results } as SwarmRun;
}
