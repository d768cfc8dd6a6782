// exercise 03.4 · The plan
// Deals the sorted agents out.
// fails: the next agent goes to the thread that is done first
// fails: thirty lists of any kind: no plan is worse than the longest first
function plan(costs: readonly number[], threads: number): number[][] {
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  [...costs.keys()].sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0)).forEach((at, turn) => {
    lanes[turn % threads]?.push(at);
  });
  return lanes;
}
