// exercise 10.3 · One incident for one cause
// Begins somewhere in the middle, and goes round.
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  const places = (report.length - 1) / 2;
  for (let step = 0; step < places; step += 1) {
    const at = 1 + 2 * ((cause + step) % places);
    const before = Atomics.compareExchange(report, at, 0, cause);
    if (before === 0 || before === cause) {
      Atomics.add(report, at + 1, 1);
      return before === 0 ? "opened" : "added";
    }
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
