// exercise 11.1 · How often?
// Thinks that every job that is longer than its lock runs twice.
// fails: onAThread: the prediction for a job that computes on a thread comes true
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  beforeWork: 0,
  afterWork: 2,
  started: 15,
  kept: 12,
  onTheLoop: 2,
  onAThread: 2,
};
