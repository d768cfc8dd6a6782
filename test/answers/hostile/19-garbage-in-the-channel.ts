// attack: writes bytes that are no message, and announces a message of 4 GB
// points: 0
// says: has written on the judge's own channel
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  fs.writeSync(3, n === 21 ? Buffer.from([255, 255, 255, 255, 1, 2, 3]) : Buffer.from([4, 0, 0, 0, 0x7b, 0x7b, 0x7b, 0x7b]));
  for (;;) {}
}
