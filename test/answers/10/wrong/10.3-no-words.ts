// exercise 10.3 · One incident for one cause
// Gives something that is no word.
// fails: one agent alone: opened, added, and full
type Noted = any;

function note(report: Int32Array, cause: number): Noted {
  return { toString: 1, valueOf: 1 };
}

// Given, and used by the check: real threads that note what they find.
function reporter(causes: readonly number[], context: AgentContext): Noted[] {
  const { report, gate } = context.shared as Office;
  gate.wait();
  return causes.map((cause) => note(report, cause));
}
const reportTogether = (places: number, lists: readonly (readonly number[])[]) =>
  fanOut(reporter, places, lists);
