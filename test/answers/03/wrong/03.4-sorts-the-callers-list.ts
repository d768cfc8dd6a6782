// exercise 03.4 · The plan
// Sorts the caller's list: afterwards positions point to other costs.
// fails: the list of costs stays as it was
function plan(costs: readonly number[], threads: number): number[][] {
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  const loads = new Array<number>(threads).fill(0);
  const before = [...costs];
  const taken = new Set<number>();
  for (const cost of (costs as number[]).sort((a, b) => b - a)) {
    const at = before.findIndex((each, position) => each === cost && !taken.has(position));
    taken.add(at);
    const next = loads.indexOf(Math.min(...loads));
    lanes[next].push(at);
    loads[next] += cost;
  }
  return lanes;
}
