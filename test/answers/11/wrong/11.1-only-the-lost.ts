// exercise 11.1 · How often?
// Counts only the jobs that came back.
// fails: started: the prediction for the starts of 12 jobs comes true
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  beforeWork: 0,
  afterWork: 2,
  started: 3,
  kept: 12,
  onTheLoop: 2,
  onAThread: 1,
};
