// exercise 09.5 · A lead with a quorum
// the reason is the message of its error. An empty message becomes "stopped"
// fails: a start that throws, and whatever else is thrown
interface Assignment {
  readonly task: string;
  /** Its promise settles when the worker has ended. */
  start(): Promise<string>;
  /** Asks the worker to end. */
  stop(): void;
}

interface Collected {
  readonly answers: readonly { readonly task: string; readonly answer: string }[];
  readonly missing: readonly { readonly task: string; readonly reason: string }[];
}

class QuorumError extends Error {
  readonly code = "QUORUM";
  readonly missing: Collected["missing"];

  constructor(message: string, missing: Collected["missing"]) {
    super(message);
    this.missing = missing;
  }
}

async function lead(assignments: readonly Assignment[], enough: number): Promise<Collected> {
  const total = assignments.length;
  if (!(enough >= 1 && enough <= total)) throw new RangeError(`${enough} of ${total} is no quorum`);
  const ends: ({ failed: boolean; text: string } | undefined)[] = assignments.map(() => undefined);
  let decided = false;
  await Promise.all(
    assignments.map(async (one, i) => {
      const end = await outcomeOf(one);
      if (decided) return;
      ends[i] = end;
      const failed = ends.filter((other) => other?.failed === true).length;
      const answered = ends.filter((other) => other?.failed === false).length;
      if (answered < enough && failed <= total - enough) return;
      decided = true;
      assignments.forEach((other, k) => {
        if (ends[k] === undefined) other.stop();
      });
    }),
  );
  const answers: { task: string; answer: string }[] = [];
  const missing: { task: string; reason: string }[] = [];
  assignments.forEach(({ task }, i) => {
    const end = ends[i];
    if (end?.failed === false) answers.push({ task, answer: end.text });
    else missing.push({ task, reason: end?.text || "stopped" });
  });
  if (answers.length < enough) throw new QuorumError(`only ${answers.length} of ${enough} answered`, missing);
  return { answers, missing };
}

/** Given, if you like to use it: starts an assignment and turns its end into a value. It never throws. */
async function outcomeOf(one: Assignment): Promise<{ failed: boolean; text: string }> {
  try {
    return { failed: false, text: await one.start() };
  } catch (error) {
    return { failed: true, text: error instanceof Error ? error.message : String(error) };
  }
}
