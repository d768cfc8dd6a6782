// attack: never returns
// points: 0
// says: ran past 1.5 s
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  for (;;) {}
}
