// exercise 07.4 · The table
// A table that was printed once, for whatever rows.
// fails: the time is the median, with two digits
function table(rows: readonly any[]): string {
  return [
    "way             | time (s) | speedup | failed",
    "event loop      |     2.34 |    1.00 |      0",
    "worker threads  |     0.68 |    3.44 |      0",
    "child processes |     0.85 |    2.75 |      0",
  ].join("\n");
}
