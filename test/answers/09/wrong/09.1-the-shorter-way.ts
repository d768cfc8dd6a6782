// exercise 09.1 · Who waits for whom?
// Without a barrier the shorter way counts.
// fails: withoutBarrier: the prediction of when `answer` is done without a barrier comes true
const supersteps = {
  sortStarts: 6,
  answerEnds: 10,
  withoutBarrier: 6,
  computing: 11,
  answerRuns: 2,
  halfAsLong: 8.5,
};
