// exercise 03.4 · The plan
// Improves the plan of the rule by swaps.
function plan(costs: readonly number[], threads: number): number[][] {
  const lanes: number[][] = Array.from({ length: threads }, () => []);
  const load: number[] = Array.from({ length: threads }, () => 0);
  for (const at of [...costs.keys()].sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0))) {
    const lane = load.indexOf(Math.min(...load));
    lanes[lane]?.push(at);
    load[lane] = (load[lane] ?? 0) + (costs[at] ?? 0);
  }
  
  // Then move or swap between the longest lane and the others, as long as that shortens the longer of the two.
  for (let improved = true; improved; ) {
    improved = false;
    const worst = load.indexOf(Math.max(...load));
    for (let other = 0; other < threads && !improved; other += 1) {
      if (other === worst) continue;
      for (const mine of lanes[worst] ?? []) {
        for (const theirs of [undefined, ...(lanes[other] ?? [])]) {
          const shift = (costs[mine] ?? 0) - (theirs === undefined ? 0 : (costs[theirs] ?? 0));
          const longer = Math.max((load[worst] ?? 0) - shift, (load[other] ?? 0) + shift);
          if (shift <= 1e-12 || longer >= (load[worst] ?? 0) - 1e-12) continue;
          lanes[worst] = (lanes[worst] ?? []).filter((at) => at !== mine);
          if (theirs !== undefined) lanes[worst]?.push(theirs);
          lanes[other] = (lanes[other] ?? []).filter((at) => at !== theirs);
          lanes[other]?.push(mine);
          load[worst] = (load[worst] ?? 0) - shift;
          load[other] = (load[other] ?? 0) + shift;
          improved = true;
          break;
        }
        if (improved) break;
      }
    }
  }
  return lanes;
}
