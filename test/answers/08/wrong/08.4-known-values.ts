// exercise 08.4 · Under the ceiling
// A table of values that were asked for once.
// fails: a fifth that is serial makes 2.5 of 4 workers
// fails: the share that goes into the law comes out of it again
function amdahl(workers: number, serialShare: number): number {
  if (workers === 1 || serialShare === 1) return 1;
  if (serialShare === 0) return workers;
  return workers === 4 ? 2.5 : workers === 3 ? 2 : 64 / 1.63;
}
function ceiling(serialShare: number): number {
  return serialShare === 0 ? Infinity : serialShare === 1 ? 1 : 20;
}
function serialShareOf(workers: number, speedup: number): number {
  if (workers === 1) throw new Error("one worker");
  return workers === 2 ? 0.5 : workers === 16 ? 0.03 : speedup > 4 ? 0 : speedup < 1 ? 1 : 0.2;
}
