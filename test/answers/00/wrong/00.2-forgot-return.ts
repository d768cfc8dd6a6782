// exercise 00.2 · Launch a swarm of your own
// Runs the swarm and returns nothing.
// fails: each agent adds up the squares of its own size
async function launch(sizes: readonly number[]): Promise<any> {
  await runMultiAgentSystem({
    agents: sizes.map((size, id) => agent(DataAnalyst, id, size)),
    executor: "worker-threads",
  });
}
