// exercise 10.3 · One incident for one cause
// Says that it is full, and does not count it.
// fails: one agent alone: opened, added, and full
// fails: a cause that has its place is counted, when the report is full too
// fails: in every order of steps, the last place goes to one of two causes
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  for (let at = 1; at < report.length; at += 2) {
    const before = Atomics.compareExchange(report, at, 0, cause);
    if (before !== 0 && before !== cause) continue;
    Atomics.add(report, at + 1, 1);
    return before === 0 ? "opened" : "added";
  }
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
