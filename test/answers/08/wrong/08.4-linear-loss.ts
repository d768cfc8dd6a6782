// exercise 08.4 · Under the ceiling
// Thinks that a fifth serial costs a fifth of the speedup.
// fails: a fifth that is serial makes 2.5 of 4 workers
function amdahl(workers: number, serialShare: number): number {
  return Math.max(1, workers * (1 - serialShare));
}

function ceiling(serialShare: number): number {
  return 1 / serialShare;
}

function serialShareOf(workers: number, speedup: number): number {
  if (workers <= 1) throw new RangeError("the speedup of one worker says nothing about the serial share");
  const share = (workers / speedup - 1) / (workers - 1);
  return Math.min(1, Math.max(0, share));
}
