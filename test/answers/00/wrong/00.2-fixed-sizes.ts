// exercise 00.2 · Launch a swarm of your own
// Copies the team of the demo.
// fails: each agent adds up the squares of its own size
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  return runMultiAgentSystem({
    agents: [0, 1, 2].map((id) => agent(DataAnalyst, id, 1000)),
    executor: "worker-threads",
  });
}
