// exercise 03.1 · When is the last one done?
// Let the machine do it.
function simulate(list: number[], threads: number): number {
  const lanes: number[] = new Array(threads).fill(0);
  for (const seconds of list) {
    lanes.sort((a, b) => a - b);
    lanes[0] = (lanes[0] ?? 0) + seconds;
  }
  return Math.max(...lanes);
}
const doneAfter = {
  giantAtTheEnd: simulate([1, 1, 1, 1, 4], 2),
  giantAtTheStart: simulate([4, 1, 1, 1, 1], 2),
  manyThreads: simulate([4, 1, 1, 1, 1], 1000),
  longestFirst: simulate([3, 3, 2, 2, 2], 2),
};
