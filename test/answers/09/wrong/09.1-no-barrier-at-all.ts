// exercise 09.1 · Who waits for whom?
// Every node starts as soon as it can.
// fails: sortStarts: the prediction of when `sort` starts comes true
// fails: answerEnds: the prediction of when `answer` is done comes true
// fails: halfAsLong: the prediction of when `answer` is done if `sort` takes 1.5 s comes true
const supersteps = {
  sortStarts: 2,
  answerEnds: 7,
  withoutBarrier: 7,
  computing: 11,
  answerRuns: 2,
  halfAsLong: 7,
};
