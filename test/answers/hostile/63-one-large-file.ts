// attack: writes one file larger than any limit
// points: 0
// dangerous: it writes a large file
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  const file = fs.openSync("/tmp/large", "w");
  fs.ftruncateSync(file, 1 << 30);
  fs.writeSync(file, Buffer.alloc(1 << 20), 0, 1 << 20, 1 << 30);
  return 0;
}
