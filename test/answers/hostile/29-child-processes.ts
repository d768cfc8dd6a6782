// attack: starts a shell and another Node
// points: 0
// says: without child processes
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const { spawnSync, execSync, execFileSync } = require("node:child_process");
  return execSync("cat @NEIGHBOUR@; id").toString() + spawnSync("sh", ["-c", "id"]).stdout + execFileSync(process.execPath, ["-v"]);
}
