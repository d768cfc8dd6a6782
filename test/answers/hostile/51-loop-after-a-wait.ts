// attack: blocks the thread with Atomics.wait
// points: 0
// says: ran past 3 s
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return 2 * n;
}
