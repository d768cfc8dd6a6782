// exercise 09.1 · Who waits for whom?
// Nodes that compute on one event loop run together.
// fails: computing: the prediction of when `answer` is done if all nodes compute on one event loop comes true
const supersteps = {
  sortStarts: 6,
  answerEnds: 10,
  withoutBarrier: 7,
  computing: 10,
  answerRuns: 2,
  halfAsLong: 8.5,
};
