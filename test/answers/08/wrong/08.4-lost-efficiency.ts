// exercise 08.4 · Under the ceiling
// Takes the lost efficiency for the serial share.
// fails: the share that goes into the law comes out of it again
function amdahl(workers: number, serialShare: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}

function ceiling(serialShare: number): number {
  return 1 / serialShare;
}

function serialShareOf(workers: number, speedup: number): number {
  if (workers <= 1) throw new RangeError("the speedup of one worker says nothing about the serial share");
  const share = 1 - speedup / workers;
  return Math.min(1, Math.max(0, share));
}
