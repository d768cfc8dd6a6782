// attack: never ends to load
// points: 0
// says: ran past 3 s
// %%
// exercise 01.1 · Double a number
for (;;) {}
function double(n: number): any {
  return 2 * n;
}
