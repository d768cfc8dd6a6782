// exercise 08.4 · Under the ceiling
// Finds the share by halving the interval: the law falls as the share grows.
function amdahl(p: number, s: number): number {
  return p / (s * p + 1 - s);
}
function ceiling(s: number): number {
  return amdahl(Number.MAX_VALUE, s) === Number.MAX_VALUE ? Number.POSITIVE_INFINITY : s ** -1;
}
function serialShareOf(p: number, speedup: number): number {
  if (!(p > 1)) throw new Error(`${p} worker(s) tell nothing about the serial share`);
  if (speedup >= p) return 0;
  if (speedup <= 1) return 1;
  let [low, high] = [0, 1];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (amdahl(p, middle) > speedup) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
