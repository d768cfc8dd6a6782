// attack: imports the checks, and a neighbour's notebook as typed data, so that the compiler's messages tell what is in them
// points: 0
// says: Cannot find module
// %%
// exercise 01.1 · Double a number
import * as checks from "@COURSE@/test/checks/01.check";
import neighbour from "@COURSE@/work/neighbour.ipynb.json";
const leak: { cells: "nothing" } = neighbour;
function double(n: number): any {
  return [checks, leak].length;
}
