// exercise 03.4 · The plan
// Sorts the costs as texts.
// fails: costs are compared as numbers
function plan(costs: readonly number[], threads: number): number[][] {
  const words = [...costs.keys()].map((at) => `${costs[at]}:${at}`).sort().reverse();

  const lanes: number[][] = Array.from({ length: threads }, () => []);
  const load: number[] = Array.from({ length: threads }, () => 0);
  for (const at of words.map((word) => Number(word.split(":")[1]))) {
    const lane = load.indexOf(Math.min(...load));
    lanes[lane]?.push(at);
    load[lane] = (load[lane] ?? 0) + (costs[at] ?? 0);
  }
  return lanes;
}
