// exercise 00.2 · Launch a swarm of your own
// An arrow function that passes the promise on.
const launch = (sizes: readonly number[]): Promise<SwarmRun> =>
  runMultiAgentSystem({
    executor: "worker-threads",
    agents: Array.from(sizes, (size, id) => agent(DataAnalyst, id, size)),
    concurrency: 2,
  });
