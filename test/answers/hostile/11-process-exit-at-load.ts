// attack: ends the program while its cell is loaded
// points: 0
// says: called process.exit(0)
// %%
// exercise 01.1 · Double a number
process.exit(0);
function double(n: number): any {
  return 2 * n;
}
