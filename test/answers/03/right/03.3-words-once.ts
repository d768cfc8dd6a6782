// exercise 03.3 · A specialist of your own
// Two forEach loops.
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
    if (texts.length < 2) throw new Error(`${texts.length} texts are too few`);
    const twins: [number, number][] = [];
    let compared = 0;
    texts.forEach((text, at) => {
      texts.forEach((other, later) => {
        if (later <= at) return;
        compared++;
        if (likeness(text, other) >= 0.5) twins.push([at, later]);
      });
    });
    return { twins, compared };
  }
}
function twinCost(count: number): number {
  return (count * (count - 1)) / 2;
}
