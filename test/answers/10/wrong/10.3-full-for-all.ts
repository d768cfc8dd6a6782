// exercise 10.3 · One incident for one cause
// A full report takes nothing any more.
// fails: a cause that has its place is counted, when the report is full too
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  let free = 0;
  for (let at = 1; at < report.length; at += 2) if (Atomics.load(report, at) === 0) free += 1;
  if (free === 0) {
    Atomics.add(report, 0, 1);
    return "full";
  }
  for (let at = 1; at < report.length; at += 2) {
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
