// exercise 09.5 · A lead with a quorum
// a loop that always waits for the next one that ends
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
  if (enough < 1) throw new RangeError("a quorum is at least 1");
  if (enough > assignments.length) throw new RangeError(`only ${assignments.length} assignments for a quorum of ${enough}`);

  const slots = assignments.map((one, index) => ({ index, task: one.task, answer: "", reason: "stopped", ok: false }));
  const running = new Map(
    assignments.map((one, index) => [index, outcomeOf(one).then((outcome) => ({ index, ...outcome }))]),
  );
  let answered = 0;
  let possible = assignments.length;
  while (answered < enough && possible >= enough) {
    const { index, failed, text } = await Promise.race(running.values());
    running.delete(index);
    if (failed) {
      possible -= 1;
      slots[index].reason = text;
    } else {
      answered += 1;
      slots[index].ok = true;
      slots[index].answer = text;
    }
  }
  for (const index of running.keys()) assignments[index].stop();
  await Promise.all(running.values());

  const missing = slots.filter(({ ok }) => !ok).map(({ task, reason }) => ({ task, reason }));
  if (answered < enough) throw new QuorumError(`no quorum: ${missing.length} of ${slots.length} are missing`, missing);
  return { answers: slots.filter(({ ok }) => ok).map(({ task, answer }) => ({ task, answer })), missing };
}

/** Given, if you like to use it: starts an assignment and turns its end into a value. It never throws. */
async function outcomeOf(one: Assignment): Promise<{ failed: boolean; text: string }> {
  try {
    return { failed: false, text: await one.start() };
  } catch (error) {
    return { failed: true, text: error instanceof Error ? error.message : String(error) };
  }
}
