// attack: names other people's files in the directives that compilers obey
// points: 0
// says: not found | Cannot find | File
// %%
// exercise 01.1 · Double a number
/// <reference path="@NEIGHBOUR@" />
/// <reference path="@COURSE@/solutions/01-doubles.ts" />
/// <reference path="/etc/passwd" />
import "@COURSE@/solutions/01-doubles";
function double(n: number): any {
  return 0;
}
