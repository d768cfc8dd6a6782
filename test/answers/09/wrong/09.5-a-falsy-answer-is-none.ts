// exercise 09.5 · A lead with a quorum
// Takes an empty text for no answer.
// fails: a start that throws, and whatever else is thrown
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
  if (!(enough >= 1 && enough <= assignments.length))
    throw new RangeError(`${enough} of ${assignments.length} assignments is no quorum`);
  const running = new Set(assignments);
  const reasons = new Map<Assignment, string>();
  const answerOf = new Map<Assignment, string>();
  const isDecided = () => answerOf.size >= enough || reasons.size > assignments.length - enough;
  const follow = async (one: Assignment): Promise<void> => {
    const end = await outcomeOf(one);
    running.delete(one);
    if (isDecided()) return;
    if (end.failed) reasons.set(one, end.text);
    else answerOf.set(one, end.text);
    if (isDecided()) for (const other of running) other.stop();
  };
  await Promise.all(assignments.map(follow));
  const answers: { task: string; answer: string }[] = [];
  const missing: { task: string; reason: string }[] = [];
  for (const one of assignments) {
    const answer = answerOf.get(one);
    if (!answer) missing.push({ task: one.task, reason: reasons.get(one) ?? "stopped" });
    else answers.push({ task: one.task, answer });
  }
  if (answers.length < enough) throw new QuorumError(`${answers.length} of ${enough} answers came`, missing);
  return { answers, missing };
}
