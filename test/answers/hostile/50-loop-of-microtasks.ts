// attack: never lets a timer run
// points: 0
// says: ran past 1.5 s
// %%
// exercise 01.1 · Double a number
async function double(n: number): Promise<any> {
  for (;;) await null;
}
