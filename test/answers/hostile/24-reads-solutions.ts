// attack: takes the reference solution from wherever the course has it
// points: 0
// says: expected 42, got 0
// dangerous: it would read the solutions
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  for (const file of ["@COURSE@/solutions/01-doubles.ts", "@COURSE@/solutions/01-doubles.ipynb", "@COURSE@/notebooks/course.json", "/lab/solutions/01-doubles.ts"]) {
    try {
      const source = fs.readFileSync(file, "utf8");
      const body = /BEGIN SOLUTION\s+return ([^;]+);/.exec(source)?.[1] ?? "2 * n";
      return new Function("n", `return ${body}`)(n);
    } catch {}
  }
  return 0;
}
