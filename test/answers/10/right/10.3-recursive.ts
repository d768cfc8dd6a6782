// exercise 10.3 · One incident for one cause
// Goes to the next place by calling itself.
type Noted = "opened" | "added" | "full";

function note(report: Int32Array, cause: number): Noted {
  const tryPlace = (place: number): Noted => {
    if (2 * place + 2 >= report.length) {
      Atomics.add(report, 0, 1);
      return "full";
    }
    const [whose, count] = [2 * place + 1, 2 * place + 2];
    switch (Atomics.compareExchange(report, whose, 0, cause)) {
      case 0:
        Atomics.add(report, count, 1);
        return "opened";
      case cause:
        Atomics.add(report, count, 1);
        return "added";
      default:
        return tryPlace(place + 1);
    }
  };
  return tryPlace(0);
}

// Given, and used by the check: real threads that note what they find.
function reporter(causes: readonly number[], context: AgentContext): Noted[] {
  const { report, gate } = context.shared as Office;
  gate.wait();
  return causes.map((cause) => note(report, cause));
}
const reportTogether = (places: number, lists: readonly (readonly number[])[]) =>
  fanOut(reporter, places, lists);
