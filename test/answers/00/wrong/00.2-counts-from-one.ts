// exercise 00.2 · Launch a swarm of your own
// Numbers the agents from 1.
// fails: numbers the agents 0, 1, 2 in the order of the sizes
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  return runMultiAgentSystem({
    agents: sizes.map((size, id) => agent(DataAnalyst, id + 1, size)),
    executor: "worker-threads",
  });
}
