// attack: reads the memory, the environment and the files of other processes
// points: 0
// says: expected 42, got 0
// dangerous: it would read other processes
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  let seen = 0;
  for (const pid of ["1", "@GRADER@", String(process.ppid)]) {
    for (const file of ["mem", "environ", "maps", "fd/0", "fd/3", "root/etc/passwd", "cwd"]) {
      try {
        const text = file === "cwd" ? fs.readlinkSync(`/proc/${pid}/${file}`) : fs.readFileSync(`/proc/${pid}/${file}`, { encoding: "latin1", flag: 0x800 });
        if (text.includes("@COURSE@") || text.includes(".check.ts")) seen += 1;
      } catch {}
    }
  }
  return seen;
}
