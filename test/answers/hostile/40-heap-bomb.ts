// attack: fills the heap
// points: 0
// says: MB of memory | ran past 3 s
// dangerous: it takes a gigabyte
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const held: any[] = [];
  for (let i = 0; i < 3e8; i++) held.push({ i, text: `${i}` });
  return held.length;
}
