// exercise 03.4 · The plan
// The wrong way round.
// fails: the giant does not come last
function plan(costs: readonly number[], threads: number): number[][] {
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  const load: number[] = Array.from({ length: threads }, () => 0);
  for (const at of [...costs.keys()].sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0))) {
    const lane = load.indexOf(Math.min(...load));
    lanes[lane]?.push(at);
    load[lane] = (load[lane] ?? 0) + (costs[at] ?? 0);
  }
  return lanes;
}
