// exercise 10.3 · One incident for one cause
// A hash table that does not come back to its beginning.
// fails: every place of the report is used, the first and the last one
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  const places = (report.length - 1) / 2;
  for (let place = cause % Math.max(1, places); place < places; place += 1) {
    const at = 1 + 2 * place;
    const before = Atomics.compareExchange(report, at, 0, cause);
    if (before !== 0 && before !== cause) continue;
    Atomics.add(report, at + 1, 1);
    return before === 0 ? "opened" : "added";
  }
  Atomics.add(report, 0, 1);
  return "full";
}

// Given, and used by the check: real threads that note what they find.
function reporter(causes: readonly number[], context: AgentContext): Noted[] {
  const { report, gate } = context.shared as Office;
  gate.wait();
  return causes.map((cause) => note(report, cause));
}
const reportTogether = (places: number, lists: readonly (readonly number[])[]) =>
  fanOut(reporter, places, lists);
