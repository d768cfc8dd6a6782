// attack: is nested a hundred thousand levels deep
// points: 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  return @DEEP@;
}
