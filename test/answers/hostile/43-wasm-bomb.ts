// attack: fills a WebAssembly memory
// points: 0
// says: MB of memory | ran past 3 s
// dangerous: it takes up to 4 GB
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const held: any[] = [];
  for (let i = 0; i < 4; i++) {
    const memory = new (globalThis as any).WebAssembly.Memory({ initial: 16384, maximum: 16384 });
    new Uint8Array(memory.buffer).fill(1);
    held.push(memory);
  }
  return held.length;
}
