// attack: returns a string of 400 MB, an array with 2^32 - 1 places, and a list in a list in a list
// points: 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  if (n === 21) return "x".repeat(400e6);
  if (n < 0) { const sparse: any[] = []; sparse.length = 2 ** 32 - 1; return sparse; }
  let deep: any = [];
  for (let i = 0; i < 1e5; i++) deep = [deep];
  return deep;
}
