// attack: never ends to load, where the compiler does not see it
// points: 0
// says: ran past 3 s
// %%
// exercise 01.1 · Double a number
const never: any = (() => { while (Date.now() > 0) {} })();
function double(n: number): any {
  return never ?? 2 * n;
}
