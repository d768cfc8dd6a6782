// attack: prints a gigabyte
// points: 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  const line = Buffer.alloc(1 << 20, "x");
  for (let i = 0; i < 1024; i++) { try { fs.writeSync(1 + (i % 2), line); } catch { i -= 1; } }
  return 0;
}
