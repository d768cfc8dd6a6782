// exercise 08.1 · How long in all?
// Thinks that one thread waits for one after the other.
// fails: waitOnLoop: the prediction for agents that wait on the event loop comes true
const secondsInAll: Record<
  | "waitOnLoop"
  | "waitOn4Threads"
  | "waitOn12Threads"
  | "computeOnLoop"
  | "computeOn4Threads"
  | "computeOn12Threads",
  number | "?"
> = {
  waitOnLoop: 12,
  waitOn4Threads: 3,
  waitOn12Threads: 1,
  computeOnLoop: 12,
  computeOn4Threads: 3,
  computeOn12Threads: 3,
};
