// exercise 08.4 · Under the ceiling
// Claims that one worker shows that nothing is serial.
// fails: one worker is refused, since nothing can be learned from it
function amdahl(workers: number, serialShare: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}

function ceiling(serialShare: number): number {
  return 1 / serialShare;
}

function serialShareOf(workers: number, speedup: number): number {
  if (workers <= 1) return 0;
  const share = (workers / speedup - 1) / (workers - 1);
  return Math.min(1, Math.max(0, share));
}
