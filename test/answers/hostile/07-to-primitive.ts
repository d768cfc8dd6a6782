// attack: returns an object that becomes whatever number is asked of it
// points: 0
// says: expected 42, got
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  return { [Symbol.toPrimitive]: () => 2 * n, valueOf: () => 2 * n, toString: () => String(2 * n) };
}
