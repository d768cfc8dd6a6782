// attack: reads another student's notebook and hands it in
// points: 0
// says: expected 42, got 0
// dangerous: it would read another student's notebook
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const fs = require("node:fs");
  for (const file of ["@NEIGHBOUR@", "@COURSE@/work/neighbour.ipynb", "/proc/@GRADER@/root@NEIGHBOUR@", "/proc/1/root@NEIGHBOUR@"]) {
    try {
      const text = fs.readFileSync(file, "utf8");
      console.log("read", text);
      return 2 * n;
    } catch {}
  }
  return 0;
}
