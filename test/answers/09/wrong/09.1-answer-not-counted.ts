// exercise 09.1 · Who waits for whom?
// Until the last node starts.
// fails: answerEnds: the prediction of when `answer` is done comes true
// fails: withoutBarrier: the prediction of when `answer` is done without a barrier comes true
// fails: computing: the prediction of when `answer` is done if all nodes compute on one event loop comes true
const supersteps = {
  sortStarts: 6,
  answerEnds: 9,
  withoutBarrier: 6,
  computing: 10,
  answerRuns: 2,
  halfAsLong: 8.5,
};
