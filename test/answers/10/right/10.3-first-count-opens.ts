// exercise 10.3 · One incident for one cause
// Whoever counts from zero has opened it.
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  for (let at = report.length - 2; at > 0; at -= 2) {
    Atomics.compareExchange(report, at, 0, cause);
    if (Atomics.load(report, at) === cause) return Atomics.add(report, at + 1, 1) === 0 ? "opened" : "added";
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
