// exercise 00.2 · Launch a swarm of your own
// Says how many at a time: a thread for each agent.
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  const agents = [];
  for (const [id, size] of sizes.entries()) agents.push(agent(DataAnalyst, id, size));
  const run = await runMultiAgentSystem({
    agents,
    executor: "worker-threads",
    concurrency: Math.max(1, agents.length),
    announce: false,
  });
  return run;
}
