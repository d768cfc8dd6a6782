// exercise 04.1 · Whose turn is it?
// Worked out by a program.
function run(turns: string): number {
  let word = 0;
  const seen: Record<string, number | undefined> = {};
  for (const who of turns) {
    const read = seen[who];
    if (read === undefined) seen[who] = word;
    else {
      word = read + 1;
      seen[who] = undefined;
    }
  }
  return word;
}
const theWordSays = {
  oneAfterTheOther: run("AABB"),
  bothReadFirst: run("ABAB"),
  nested: run("ABBBBBBA"),
  mostOfTen: run("AABB".repeat(10)),
  // A reads; B adds nine times; A writes; B reads; A adds nine times; B writes.
  leastOfTen: run(`A${"BB".repeat(9)}AB${"AA".repeat(9)}B`),
};
