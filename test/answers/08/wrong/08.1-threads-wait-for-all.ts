// exercise 08.1 · How long in all?
// Forgets that a worker waits with its agent.
// fails: waitOn4Threads: the prediction for agents that wait on 4 threads comes true
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
  waitOn4Threads: 1,
  waitOn12Threads: 1,
  computeOnLoop: 12,
  computeOn4Threads: 3,
  computeOn12Threads: 3,
};
