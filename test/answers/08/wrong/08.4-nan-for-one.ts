// exercise 08.4 · Under the ceiling
// Divides zero by zero for one worker.
// fails: one worker is refused, since nothing can be learned from it
function amdahl(workers: number, serialShare: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}

function ceiling(serialShare: number): number {
  return 1 / serialShare;
}

function serialShareOf(workers: number, speedup: number): number {
  const share = (workers / speedup - 1) / (workers - 1);
  return Math.min(1, Math.max(0, share));
}
