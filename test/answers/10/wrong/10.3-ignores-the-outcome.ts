// exercise 10.3 · One incident for one cause
// Does not look whether the exchange worked.
// fails: in every order of steps, two causes have two places
// fails: in every order of steps, the last place goes to one of two causes
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  for (let at = 1; at < report.length; at += 2) {
    const there = Atomics.load(report, at);
    if (there !== 0 && there !== cause) continue;
    Atomics.compareExchange(report, at, 0, cause);
    Atomics.add(report, at + 1, 1);
    return there === 0 ? "opened" : "added";
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
