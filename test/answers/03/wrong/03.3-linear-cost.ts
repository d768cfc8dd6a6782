// exercise 03.3 · A specialist of your own
// The cost is the number of texts.
// fails: the cost of twice as many texts is that of their work
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
    if (texts.length < 2) throw new RangeError(`only ${texts.length}`);
    const twins: number[][] = [];
    let compared = 0;
    for (let a = 0; a < texts.length; a += 1)
      for (let b = a + 1; b < texts.length; b += 1) {
        compared += 1;
        if (likeness(texts[a] as string, texts[b] as string) >= 0.5) twins.push([a, b]);
      }
    return { twins, compared };
  }
}
function twinCost(count: number): number {
  return count;
}
