// exercise 10.3 · One incident for one cause
// Says which number has to grow, and lets the caller add to it.
type Noted = "opened" | "added" | "full";

/** The places from the last to the first. */
function* placesFromTheEnd(report: Int32Array): Generator<number> {
  for (let at = report.length - 2; at > 0; at -= 2) yield at;
}

/** Which word has to grow for this cause, and what that means. */
function placeFor(report: Int32Array, cause: number): { word: number; answer: Noted } {
  for (const at of placesFromTheEnd(report)) {
    switch (Atomics.compareExchange(report, at, 0, cause)) {
      case 0:
        return { word: at + 1, answer: "opened" };
      case cause:
        return { word: at + 1, answer: "added" };
    }
  }
  return { word: 0, answer: "full" };
}

function note(report: Int32Array, cause: number): Noted {
  const { word, answer } = placeFor(report, cause);
  Atomics.add(report, word, 1);
  return answer;
}

// Given, and used by the check: real threads that note what they find.
function reporter(causes: readonly number[], context: AgentContext): Noted[] {
  const { report, gate } = context.shared as Office;
  gate.wait();
  return causes.map((cause) => note(report, cause));
}
const reportTogether = (places: number, lists: readonly (readonly number[])[]) =>
  fanOut(reporter, places, lists);
