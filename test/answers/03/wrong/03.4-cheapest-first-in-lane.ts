// exercise 03.4 · The plan
// Puts each agent in front of those that are there already, so every thread begins with its cheapest.
// fails: in each list the costlier agents come first
function plan(costs: readonly number[], threads: number): number[][] {
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  const loads = new Array<number>(threads).fill(0);
  for (const at of [...costs.keys()].sort((a, b) => costs[b] - costs[a])) {
    const next = loads.indexOf(Math.min(...loads));
    lanes[next].unshift(at);
    loads[next] += costs[at];
  }
  return lanes;
}
