// exercise 00.2 · Launch a swarm of your own
// One worker thread, on which the agents take turns.
// fails: the agents run together, not one after the other
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  const agents = sizes.map((size, id) => agent(DataAnalyst, id, size));
  return runMultiAgentSystem({ agents, executor: "worker-threads", concurrency: 1 });
}
