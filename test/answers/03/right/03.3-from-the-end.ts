// exercise 03.3 · A specialist of your own
// From the end of the list, and a cost in seconds.
function likeness(one: string, other: string): number {
  const left = new Set(one.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const right = new Set(other.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  let common = 0;
  for (const word of left) if (right.has(word)) common += 1;
  const all = left.size + right.size - common;
  return all === 0 ? 1 : common / all;
}

class TwinFinder extends AIAgent<readonly string[], unknown> {
  protected override think(texts: readonly string[]): unknown {
    const n = texts.length;
    if (n === 0 || n === 1) throw new Error(`cannot compare ${n} texts`);
    const twins: number[][] = [];
    for (let later = n - 1; later > 0; later -= 1)
      for (let at = later - 1; at >= 0; at -= 1)
        if (!(likeness(texts[later] as string, texts[at] as string) < 0.5)) twins.push([at, later]);
    return { twins, compared: (n * (n - 1)) / 2 };
  }
}
function twinCost(count: number): number {
  return count * (count - 1) * 3e-6;
}
