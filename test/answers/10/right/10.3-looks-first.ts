// exercise 10.3 · One incident for one cause
// Looks before it tries, and looks again when it has lost.
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  let at = 1;
  while (at < report.length) {
    const there = Atomics.load(report, at);
    if (there === cause) {
      Atomics.add(report, at + 1, 1);
      return "added";
    }
    if (there !== 0) at += 2;
    else if (Atomics.compareExchange(report, at, 0, cause) === 0) {
      Atomics.add(report, at + 1, 1);
      return "opened";
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
