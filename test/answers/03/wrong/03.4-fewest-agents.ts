// exercise 03.4 · The plan
// The thread with the fewest agents.
// fails: the next agent goes to the thread that is done first
function plan(costs: readonly number[], threads: number): number[][] {
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  for (const at of [...costs.keys()].sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0))) {
    const shortest = lanes.reduce((best, lane) => (lane.length < best.length ? lane : best));
    shortest.push(at);
  }
  return lanes;
}
