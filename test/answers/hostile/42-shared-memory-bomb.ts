// attack: fills shared memory, from several threads
// points: 0
// says: MB of memory | ran past 3 s
// dangerous: it takes up to 4 GB
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const { Worker } = require("node:worker_threads");
  const code = `const held = []; for (let i = 0; i < 8; i++) held.push(new Uint8Array(new SharedArrayBuffer(128 << 20)).fill(1)); setInterval(() => held, 1000)`;
  for (let i = 0; i < 4; i++) new Worker(code, { eval: true }).on("error", () => {});
  return new Promise(() => setInterval(() => {}, 1000));
}
