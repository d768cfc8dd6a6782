// exercise 03.4 · The plan
// Cuts equal slices, and the rest falls off.
// fails: each agent is in exactly one list
function plan(costs: readonly number[], threads: number): number[][] {
  const order = [...costs.keys()].sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0));
  const each = Math.floor(costs.length / threads);
  return Array.from({ length: threads }, (_, t) => order.slice(t * each, (t + 1) * each));
}
