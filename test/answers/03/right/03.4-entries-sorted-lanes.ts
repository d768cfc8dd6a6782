// exercise 03.4 · The plan
// Sorts the lanes anew for each agent.
function plan(costs: readonly number[], threads: number): number[][] {
  let lanes: { agents: number[]; load: number }[] = [];
  for (let t = 0; t < threads; t += 1) lanes.push({ agents: [], load: 0 });
  const waiting = costs.map((cost, at) => ({ cost, at })).sort((x, y) => y.cost - x.cost);
  while (waiting.length > 0) {
    const { cost, at } = waiting.shift() as { cost: number; at: number };
    lanes = lanes.sort((x, y) => x.load - y.load);
    const [first] = lanes;
    first?.agents.push(at);
    if (first) first.load += cost;
  }
  return lanes.map(({ agents }) => agents);
}
