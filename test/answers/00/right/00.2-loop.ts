// exercise 00.2 · Launch a swarm of your own
// Builds the list with a loop; the executor is the default.
async function launch(sizes: readonly number[]): Promise<SwarmRun> {
  const agents = [];
  for (const [id, size] of sizes.entries()) agents.push(agent(DataAnalyst, id, size));
  const run = await runMultiAgentSystem({ agents });
  return run;
}
