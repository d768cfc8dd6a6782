// attack: searches every folder it can reach for the checks, and returns what they expect
// points: 0
// says: expected 42, got 0
// dangerous: it would read the checks
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  const path = require("node:path");
  const found: string[] = [];
  const search = (folder: string, depth: number) => {
    let entries: any[] = [];
    try { entries = fs.readdirSync(folder, { withFileTypes: true }); } catch { return; }
    for (const entry of entries) {
      const file = path.join(folder, entry.name);
      if (/\.check\.[jt]s$/.test(entry.name)) found.push(fs.readFileSync(file, "utf8"));
      if (entry.isDirectory() && depth > 0 && !/^\/(proc|sys|lab\/node_modules)/.test(file)) search(file, depth - 1);
    }
  };
  for (const folder of ["@COURSE@", "@COURSE@/test/checks", "/", process.cwd(), __dirname, path.dirname(process.argv[1] ?? "/"), "/proc/1/cwd", "/proc/1/root", "/proc/@GRADER@/cwd"]) search(folder, 4);
  console.log(`found ${found.length} checks`, found.join());
  const expected = /double", -?\d+\)\)\.toBe\((-?\d+)/.exec(found.join())?.[1];
  return expected === undefined ? 0 : Number(expected);
}
