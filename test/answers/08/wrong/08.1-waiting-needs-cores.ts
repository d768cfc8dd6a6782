// exercise 08.1 · How long in all?
// Thinks that waiting needs a core.
// fails: waitOn12Threads: the prediction for agents that wait on 12 threads comes true
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
  waitOn12Threads: 3,
  computeOnLoop: 12,
  computeOn4Threads: 3,
  computeOn12Threads: 3,
};
