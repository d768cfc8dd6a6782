// exercise 09.1 · Who waits for whom?
// Two plain edges are taken for a join.
// fails: answerRuns: the prediction of how often `answer` runs with two plain edges comes true
const supersteps = {
  sortStarts: 6,
  answerEnds: 10,
  withoutBarrier: 7,
  computing: 11,
  answerRuns: 1,
  halfAsLong: 8.5,
};
