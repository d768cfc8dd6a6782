// exercise 08.4 · Under the ceiling
// Lets a slowdown become more than everything.
// fails: noise does not lead out of the range from 0 to 1
function amdahl(workers: number, serialShare: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}

function ceiling(serialShare: number): number {
  return 1 / serialShare;
}

function serialShareOf(workers: number, speedup: number): number {
  if (workers <= 1) throw new RangeError("the speedup of one worker says nothing about the serial share");
  const share = (workers / speedup - 1) / (workers - 1);
  return Math.max(0, share);
}
