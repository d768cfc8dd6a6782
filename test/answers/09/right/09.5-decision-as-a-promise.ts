// exercise 09.5 · A lead with a quorum
// One promise for the decision, and one wait for all ends.
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
  const count = assignments.length;
  if (enough < 1 || enough > count) throw new RangeError(`a quorum of ${enough} among ${count}`);
  type End = { kind: "answer" | "reason"; text: string };
  const ends: (End | undefined)[] = assignments.map(() => undefined);
  const over = assignments.map(() => false);
  let [answered, failed, decided] = [0, 0, false];
  let decide: (() => void) | undefined;
  const decision = new Promise<void>((resolve) => {
    decide = resolve;
  });
  const note = (at: number, end: End) => {
    over[at] = true;
    if (decided) return;
    ends[at] = end;
    if (end.kind === "answer") answered += 1;
    else failed += 1;
    if (answered === enough || failed > count - enough) {
      decided = true;
      decide?.();
    }
  };
  const works = assignments.map((one, at) =>
    new Promise<string>((resolve) => resolve(one.start())).then(
      (text) => note(at, { kind: "answer", text }),
      (error: unknown) => note(at, { kind: "reason", text: error instanceof Error ? error.message : `${error}` }),
    ),
  );
  await decision;
  assignments.forEach((one, at) => {
    if (!over[at]) one.stop();
  });
  await Promise.all(works);
  const answers = assignments.flatMap(({ task }, at) =>
    ends[at]?.kind === "answer" ? [{ task, answer: (ends[at] as End).text }] : [],
  );
  const missing = assignments.flatMap(({ task }, at) =>
    ends[at]?.kind === "answer" ? [] : [{ task, reason: ends[at]?.text ?? "stopped" }],
  );
  if (answered < enough) throw new QuorumError("out of reach", missing);
  return { answers, missing };
}
