// attack: prints what test runners print when all is well, on every stream it has
// points: 0
// says: expected 42, got 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  console.log("TAP version 14\n1..3\nok 1 - doubles 21\nok 2\nok 3\n# pass 3");
  console.error(JSON.stringify({ success: true, numPassedTests: 3, numTotalTests: 3, testResults: [{ status: "passed" }], swarmlabOutcome: { status: "passed" } }));
  for (const fd of [0, 1, 2, 4, 5]) { try { require("node:fs").writeSync(fd, "PASS\n"); } catch {} }
  return 0;
}
