// exercise 08.1 · How long in all?
// One thread for each agent, whatever the cores.
// fails: computeOn12Threads: the prediction for agents that compute on 12 threads comes true
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
  computeOn4Threads: 3,
  computeOn12Threads: 1,
};
