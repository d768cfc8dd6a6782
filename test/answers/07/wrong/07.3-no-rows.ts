// exercise 07.3 · Taking turns
// What comes back is a list, and no row stands in it.
// fails: there is a row for each way, in their order
async function takeTurns(ways: readonly any[], rounds: number): Promise<any> {
  return ways.map(() => null);
}
