// exercise 03.4 · The plan
// The positions are those in the sorted list.
// fails: thirty lists of any kind: no plan is worse than the longest first
function plan(costs: readonly number[], threads: number): number[][] {
  const sorted = [...costs].sort((a, b) => b - a);
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  const load: number[] = lanes.map(() => 0);
  sorted.forEach((cost, at) => {
    const lane = load.indexOf(Math.min(...load));
    lanes[lane]?.push(at);
    load[lane] = (load[lane] ?? 0) + cost;
  });
  return lanes;
}
