// exercise 11.1 · How often?
// Counts a result for each start.
// fails: kept: the prediction for the results under the key of run and agent comes true
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  beforeWork: 0,
  afterWork: 2,
  started: 15,
  kept: 15,
  onTheLoop: 2,
  onAThread: 1,
};
