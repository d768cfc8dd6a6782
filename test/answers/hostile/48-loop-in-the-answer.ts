// attack: never returns
// points: 0
// says: ran past 3 s
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  for (;;) {}
}
