// exercise 03.4 · The plan
// Returns costs instead of positions.
// fails: each agent is in exactly one list
function plan(costs: readonly number[], threads: number): number[][] {
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  const sum = (lane: number[]) => lane.reduce((a, b) => a + b, 0);
  for (const cost of [...costs].sort((a, b) => b - a)) {
    lanes.reduce((best, lane) => (sum(lane) < sum(best) ? lane : best)).push(cost);
  }
  return lanes;
}
