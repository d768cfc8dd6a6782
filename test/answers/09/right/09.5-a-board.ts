// exercise 09.5 · A lead with a quorum
// A class keeps the board of who is where.
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

class Board {
  readonly rows: { one: Assignment; state: "runs" | "answered" | "failed" | "late" | "stopped"; text: string }[];
  constructor(
    assignments: readonly Assignment[],
    readonly enough: number,
  ) {
    this.rows = assignments.map((one) => ({ one, state: "runs" as const, text: "" }));
  }
  count(state: string) {
    return this.rows.filter((row) => row.state === state).length;
  }
  get isDecided() {
    return this.count("answered") === this.enough || this.rows.length - this.count("failed") < this.enough;
  }
}
async function lead(assignments: readonly Assignment[], enough: number): Promise<Collected> {
  if (!Number.isInteger(enough) || enough <= 0 || assignments.length < enough) throw new RangeError("no quorum");
  const board = new Board(assignments, enough);
  await Promise.allSettled(
    board.rows.map(async (row) => {
      const { failed, text } = await outcomeOf(row.one);
      if (row.state === "stopped" || board.isDecided) return;
      row.state = failed ? "failed" : "answered";
      row.text = text;
      if (!board.isDecided) return;
      for (const other of board.rows.filter(({ state }) => state === "runs")) {
        other.state = "stopped";
        other.one.stop();
      }
    }),
  );
  const answers = board.rows.filter(({ state }) => state === "answered").map(({ one, text }) => ({ task: one.task, answer: text }));
  const missing = board.rows
    .filter(({ state }) => state !== "answered")
    .map(({ one, state, text }) => ({ task: one.task, reason: state === "failed" ? text : "stopped" }));
  if (answers.length === enough) return { answers, missing };
  throw new QuorumError(`only ${answers.length} of ${enough}`, missing);
}
