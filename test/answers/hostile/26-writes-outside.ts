// attack: writes into the course, another student's notebook, Node, the lab and the system
// points: 0
// says: expected 42, got 0
// dangerous: it would write into other people's files
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  const files = ["@NEIGHBOUR@", "@COURSE@/test/checks/01.check.ts", "@COURSE@/solutions/01-doubles.ts", "@COURSE@/hostile.txt", "/lab/node_modules/@swarmlab/labs/dist/index.js", "/lab/kit/sandbox/process/runner.js", "/lab/kit/sandbox/process/runner.ts", "/bin/node", "/etc/passwd", "/etc/profile", "/usr/x", "/root/x", "/home/x", "/var/tmp/x", "/dev/shm/x", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger"];
  const written = files.filter((file) => {
    for (const way of [() => fs.writeFileSync(file, "hostile"), () => fs.appendFileSync(file, "hostile"), () => fs.rmSync(file), () => fs.renameSync(file, file + ".x"), () => fs.chmodSync(file, 0o777), () => fs.symlinkSync("/tmp", file + ".link")]) {
      try { way(); return true; } catch {}
    }
    return false;
  });
  console.log("written:", written.join());
  return written.length;
}
