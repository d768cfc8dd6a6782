// attack: fills memory outside of the heap
// points: 0
// says: MB of memory | ran past 3 s
// dangerous: it takes up to 4 GB
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const held: any[] = [];
  for (let i = 0; i < 64; i++) held.push(Buffer.alloc(64 << 20, 1));
  return held.length;
}
