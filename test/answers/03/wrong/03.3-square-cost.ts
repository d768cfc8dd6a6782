// exercise 03.3 · A specialist of your own
// The cost is the square of the number: nearly right for many texts, not for few.
// fails: twice as many pairs cost twice as much, also of few texts
class TwinFinder extends AIAgent<readonly string[], Twins> {
  protected override think(texts: readonly string[]): Twins {
    if (texts.length < 2) throw new RangeError(`nothing to compare: ${texts.length} texts`);
    const twins: [number, number][] = [];
    let compared = 0;
    for (let i = 0; i < texts.length; i += 1)
      for (let j = i + 1; j < texts.length; j += 1) {
        compared += 1;
        if (likeness(texts[i], texts[j]) >= 0.5) twins.push([i, j]);
      }
    return { twins, compared };
  }
}

function twinCost(count: number): number {
  return count ** 2;
}

interface Twins {
  readonly twins: readonly (readonly [number, number])[];
  readonly compared: number;
}
