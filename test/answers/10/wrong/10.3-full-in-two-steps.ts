// exercise 10.3 · One incident for one cause
// Counts what found no place in two steps.
// fails: in every order of steps, findings without a place are counted exactly
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  for (let at = 1; at < report.length; at += 2) {
    const before = Atomics.compareExchange(report, at, 0, cause);
    if (before !== 0 && before !== cause) continue;
    Atomics.add(report, at + 1, 1);
    return before === 0 ? "opened" : "added";
  }
  report[0] += 1;
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
