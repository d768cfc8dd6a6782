// exercise 09.5 · A lead with a quorum
// Comes back as soon as it is decided.
// fails: lead() is not over before the last worker is
interface Assignment {
  readonly task: string;
  start(): Promise<string>;
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
async function outcomeOf(one: Assignment): Promise<{ failed: boolean; text: string }> {
  try {
    return { failed: false, text: await one.start() };
  } catch (error) {
    return { failed: true, text: error instanceof Error ? error.message : String(error) };
  }
}

async function lead(assignments: readonly Assignment[], enough: number): Promise<Collected> {
  if (!(enough >= 1 && enough <= assignments.length)) throw new RangeError("no quorum");
  const running = new Set(assignments);
  const reasons = new Map<Assignment, string>();
  const answerOf = new Map<Assignment, string>();
  await new Promise<void>((resolve) => {
    for (const one of assignments)
      outcomeOf(one).then((end) => {
        running.delete(one);
        if (answerOf.size >= enough || reasons.size > assignments.length - enough) return;
        if (end.failed) reasons.set(one, end.text);
        else answerOf.set(one, end.text);
        if (answerOf.size < enough && reasons.size <= assignments.length - enough) return;
        for (const other of running) other.stop();
        resolve();
      });
  });
  const answers = assignments.filter((one) => answerOf.has(one)).map((one) => ({ task: one.task, answer: answerOf.get(one) as string }));
  const missing = assignments.filter((one) => !answerOf.has(one)).map((one) => ({ task: one.task, reason: reasons.get(one) ?? "stopped" }));
  if (answers.length < enough) throw new QuorumError("out of reach", missing);
  return { answers, missing };
}
