// attack: never lets a timer run
// points: 0
// says: ran past 3 s
// %%
// exercise 01.1 · Double a number
async function double(n: number): Promise<any> {
  for (;;) await null;
}
