// exercise 08.2 · Worth the trip?
// Tries one chunk after the other.
const secondsOnThreads = (n: number, w: number, t: number, k: number) => n * (t + w / k);
function smallestWork(t: number, k: number) {
  if (k < 2) return Infinity;
  return t / (1 - 1 / k);
}
function smallestChunk(w: number, t: number, k: number) {
  if (k < 2) return Infinity;
  let chunk = 1;
  while (t / chunk + w / k >= w) chunk++;
  return chunk;
}
