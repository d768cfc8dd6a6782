// exercise 11.1 · How often?
// Thinks that a lock is renewed by itself.
// fails: onTheLoop: the prediction for a job that computes on the event loop comes true
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  beforeWork: 0,
  afterWork: 2,
  started: 15,
  kept: 12,
  onTheLoop: 1,
  onAThread: 1,
};
