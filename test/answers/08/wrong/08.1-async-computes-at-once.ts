// exercise 08.1 · How long in all?
// Takes concurrent for parallel.
// fails: computeOnLoop: the prediction for agents that compute on the event loop comes true
const secondsInAll: Record<
  | "waitOnLoop"
  | "waitOn4Threads"
  | "waitOn12Threads"
  | "computeOnLoop"
  | "computeOn4Threads"
  | "computeOn12Threads",
  number | "?"
> = {
  waitOnLoop: 1,
  waitOn4Threads: 3,
  waitOn12Threads: 1,
  computeOnLoop: 1,
  computeOn4Threads: 3,
  computeOn12Threads: 3,
};
