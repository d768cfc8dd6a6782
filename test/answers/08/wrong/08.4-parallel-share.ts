// exercise 08.4 · Under the ceiling
// Takes the share for the parallel one.
// fails: a fifth that is serial makes 2.5 of 4 workers
// fails: with nothing serial the speedup is the number of workers
function amdahl(workers: number, serialShare: number): number {
  return 1 / (1 - serialShare + serialShare / workers);
}

function ceiling(serialShare: number): number {
  return 1 / serialShare;
}

function serialShareOf(workers: number, speedup: number): number {
  if (workers <= 1) throw new RangeError("the speedup of one worker says nothing about the serial share");
  const share = (workers / speedup - 1) / (workers - 1);
  return Math.min(1, Math.max(0, share));
}
