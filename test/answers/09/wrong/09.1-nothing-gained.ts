// exercise 09.1 · Who waits for whom?
// Sort is not on the critical path, so it does not matter.
// fails: halfAsLong: the prediction of when `answer` is done if `sort` takes 1.5 s comes true
const supersteps = {
  sortStarts: 6,
  answerEnds: 10,
  withoutBarrier: 7,
  computing: 11,
  answerRuns: 2,
  halfAsLong: 10,
};
