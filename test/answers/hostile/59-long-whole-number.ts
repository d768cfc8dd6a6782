// attack: returns a whole number of three million digits
// points: 0
// says: whole number is too long
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  return 10n ** 3_000_000n;
}
