// exercise 00.2 · Launch a swarm of your own
// Id and size are mixed up.
// fails: each agent adds up the squares of its own size
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  return runMultiAgentSystem({
    agents: sizes.map((size, id) => agent(DataAnalyst, size, id)),
    executor: "worker-threads",
  });
}
