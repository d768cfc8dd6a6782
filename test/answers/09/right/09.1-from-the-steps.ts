// exercise 09.1 · Who waits for whom?
// Computed from the four supersteps.
const steps = [[1], [1, 5], [3], [1]];
const slowest = (all: number[][]) => all.reduce((sum, step) => sum + Math.max(...step), 0);
const supersteps = {
  sortStarts: slowest(steps.slice(0, 2)),
  answerEnds: slowest(steps),
  withoutBarrier: Math.max(1 + 1 + 3 + 1, 1 + 5 + 1),
  computing: steps.flat().reduce((sum, seconds) => sum + seconds, 0),
  answerRuns: [2, 3].length,
  halfAsLong: slowest([[1], [1, 5], [1.5], [1]]),
};
