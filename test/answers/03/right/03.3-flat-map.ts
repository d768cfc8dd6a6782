// exercise 03.3 · A specialist of your own
// All pairs first, then a filter; the cost counts each pair twice.
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
    const pairs = texts.flatMap((_, at) => texts.slice(at + 1).map((_text, k) => [at, at + 1 + k] as const));
    return {
      compared: pairs.length,
      twins: pairs.filter(([a, b]) => likeness(texts[a] as string, texts[b] as string) >= 0.5),
    };
  }
}
function twinCost(count: number): number {
  return count * (count - 1);
}
