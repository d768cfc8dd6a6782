// exercise 07.2 · Warm up, then measure
// What comes back has a number's methods under a number's names, and is none.
// fails: the median is the value in the middle
// fails: the work ran once before it was measured
function median(): any {
  return { valueOf: 1, toString: 1 };
}
async function measure(prepare: any, work: any, rounds: number): Promise<any> {
  for (let round = 0; round <= rounds; round += 1) await work(await prepare());
  return Array.from({ length: rounds }, () => ({ valueOf: 1, toString: 1 }));
}
