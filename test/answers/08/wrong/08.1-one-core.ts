// exercise 08.1 · How long in all?
// Thinks that threads only take turns.
// fails: computeOn4Threads: the prediction for agents that compute on 4 threads comes true
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
  computeOnLoop: 12,
  computeOn4Threads: 12,
  computeOn12Threads: 3,
};
