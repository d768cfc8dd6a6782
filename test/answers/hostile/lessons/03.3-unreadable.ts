// attack: gives reports that no check can read, and the same cost for any work
// says: came
// exercise 03.3 · A specialist of your own
class TwinFinder {
  reason(texts: readonly string[]): any {
    return undefined;
  }
}
const twinCost = (texts: number): number => 1;
