// attack: returns a few lists that take years to compare
// points: 0
// says: cannot be compared
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  let doubled: any = [];
  for (let i = 0; i < 60; i++) doubled = [doubled, doubled];
  return doubled;
}
