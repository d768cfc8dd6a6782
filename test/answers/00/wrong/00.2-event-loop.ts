// exercise 00.2 · Launch a swarm of your own
// The other executor of the lesson.
// fails: every agent ran on a worker thread
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  return runMultiAgentSystem({
    agents: sizes.map((size, id) => agent(DataAnalyst, id, size)),
    executor: "event-loop",
  });
}
