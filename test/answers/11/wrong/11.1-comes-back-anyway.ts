// exercise 11.1 · How often?
// Thinks that an acknowledged job comes back.
// fails: beforeWork: the prediction for a job that is acknowledged before the work comes true
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  beforeWork: 1,
  afterWork: 2,
  started: 15,
  kept: 12,
  onTheLoop: 2,
  onAThread: 1,
};
