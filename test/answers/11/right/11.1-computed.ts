// exercise 11.1 · How often?
// Computes each row from the lock.
const jobs = 12;
const lockSeconds = 30;
const started = (second: number, renewed: boolean) => (renewed ? 1 : 1 + Math.floor(second / lockSeconds));
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = {
  beforeWork: jobs - jobs,
  afterWork: 1 + 1,
  started: jobs + 3,
  kept: jobs,
  onTheLoop: started(35, false),
  onAThread: started(35, true),
};
