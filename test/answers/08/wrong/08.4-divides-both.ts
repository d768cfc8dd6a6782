// exercise 08.4 · Under the ceiling
// Divides the serial part as well.
// fails: one worker is once as fast, and so is everybody when all is serial
function amdahl(workers: number, serialShare: number): number {
  return 1 / ((serialShare + (1 - serialShare)) / workers);
}

function ceiling(serialShare: number): number {
  return 1 / serialShare;
}

function serialShareOf(workers: number, speedup: number): number {
  if (workers <= 1) throw new RangeError("the speedup of one worker says nothing about the serial share");
  const share = (workers / speedup - 1) / (workers - 1);
  return Math.min(1, Math.max(0, share));
}
