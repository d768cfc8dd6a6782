// exercise 11.1 · How often?
// Believes in exactly once.
// fails: afterWork: the prediction for a worker that dies between the work and the acknowledgement comes true
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  beforeWork: 0,
  afterWork: 1,
  started: 15,
  kept: 12,
  onTheLoop: 2,
  onAThread: 1,
};
