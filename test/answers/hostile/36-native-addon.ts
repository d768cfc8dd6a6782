// attack: loads native code that it brought along, and asks for the engine's own doors
// points: 0
// says: expected 42, got 0
// dangerous: it would write into the temporary folder
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  let opened = 0;
  for (const name of ["evil.node", "evil.so"]) {
    fs.writeFileSync(`/tmp/${name}`, Buffer.from("7f454c46020101", "hex"));
    try { process.dlopen({ exports: {} }, `/tmp/${name}`); opened += 1; } catch {}
  }
  for (const name of ["spawn_sync", "process_wrap", "fs"]) { try { (process as any).binding(name); } catch {} }
  try { (process as any).setuid(1); opened += 1; } catch {}
  try { (process as any).setgroups([0]); opened += 1; } catch {}
  return opened;
}
