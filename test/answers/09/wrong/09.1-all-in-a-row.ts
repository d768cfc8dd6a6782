// exercise 09.1 · Who waits for whom?
// All five one after the other.
// fails: sortStarts: the prediction of when `sort` starts comes true
// fails: answerEnds: the prediction of when `answer` is done comes true
// fails: withoutBarrier: the prediction of when `answer` is done without a barrier comes true
// fails: halfAsLong: the prediction of when `answer` is done if `sort` takes 1.5 s comes true
const supersteps = {
  sortStarts: 7,
  answerEnds: 11,
  withoutBarrier: 11,
  computing: 11,
  answerRuns: 2,
  halfAsLong: 9.5,
};
