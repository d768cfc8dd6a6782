// exercise 08.4 · Under the ceiling
// Computes with times instead of speedups.
const timeWith = (workers: number, s: number) => s + (1 - s) / workers;
const amdahl = (workers: number, s: number) => timeWith(1, s) / timeWith(workers, s);
const ceiling = (s: number) => (s === 0 ? Infinity : timeWith(1, s) / s);
function serialShareOf(workers: number, speedup: number): number {
  if (workers === 1) throw new Error("one worker tells nothing");
  const time = 1 / speedup;
  const share = (time - 1 / workers) / (1 - 1 / workers);
  if (share < 0) return 0;
  return share > 1 ? 1 : share;
}
