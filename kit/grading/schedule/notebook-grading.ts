import type { SandboxKind } from "../../sandbox/index.ts";
import type { GradingMachines } from "../machines/grade-on-machines.ts";
import { type ListedNotebook, nameForSentences, type PlannedRow } from "../rules/resolve.ts";
import { seedMark } from "./class-seed.ts";
import type { GradeClassOptions } from "./grade-class-options.ts";
import type { GradingRecords } from "./grading-records.ts";
import type { GradingTask } from "./outcome.ts";
import { inTurn } from "./turns.ts";
import type { GradingResult, WorkerPool } from "./worker-pool.ts";

export interface NotebookGradingParts {
  readonly options: Pick<GradeClassOptions, "lessons" | "machines" | "onProgress" | "sandbox" | "signal">;
  readonly pool: WorkerPool;
  readonly records: GradingRecords;
  readonly classSeed: string;
  /** The version of each lesson's checks, by lesson id. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Grades the notebooks of a class, each once in a run, and keeps the results in the records. */
export class NotebookGrading {
  readonly #parts: NotebookGradingParts;
  #gradedHere: string | undefined;
  /** Notebooks whose grading began in this run, by the key of their record; those that are done, and who hears of it. */
  readonly #begun = new Map<string, Promise<void>>();
  readonly #done = new Set<string>();
  #onDone: (key: string) => void = () => {};
  #onNote: () => void = () => {};
  /** Sentences on notebooks that could not be graded, by the key of their record. */
  readonly #failures = new Map<string, string>();

  constructor(parts: NotebookGradingParts) {
    this.#parts = parts;
  }

  /** A sentence on the notebooks that were to be graded on other machines, and were not. */
  get gradedHere(): string | undefined {
    return this.#gradedHere;
  }

  /** Why a notebook could not be graded, by the key of its record. */
  failure(key: string): string | undefined {
    return this.#failures.get(key) ?? this.#parts.records.failure(key);
  }

  /**
   * Begins to grade notebooks that will count, whatever is still being read: those that are the only one of their student and lesson. A grade belongs to a
   * notebook's content, so one that does not count in the end changes nothing.
   */
  gradeAhead(listed: readonly ListedNotebook[]): void {
    const { options, records, classSeed } = this.#parts;
    if (options.machines !== undefined) return;
    const rows = Map.groupBy(listed, ({ student, read }) => JSON.stringify([student.id, read.lesson]));
    const only = [...rows.values()].flatMap(([notebook, ...more]) =>
      notebook && more.length === 0 ? [notebook] : [],
    );
    for (const notebook of inTurn(only, (one) => one, classSeed)) {
      const { lesson, problem } = notebook.read;
      if (lesson === undefined || problem !== undefined) continue;
      if (options.lessons?.includes(lesson) === false) continue;
      const key = this.keyOf({ lesson, notebook });
      if (key === undefined || records.has(key)) continue;
      // Its error comes again where it is waited for.
      this.#gradeOnce(key, notebook).catch(() => {});
    }
  }

  /** Grades the notebooks that no earlier run graded. Equal notebooks are graded once. @returns how many were graded */
  async grade(planned: readonly PlannedRow[]): Promise<number> {
    const { records, pool, options, classSeed } = this.#parts;
    const keys = new Map<string, ListedNotebook>();
    for (const row of planned) {
      const key = this.keyOf(row);
      if (key !== undefined && row.notebook) keys.set(key, row.notebook);
    }
    const todo = [...keys].filter(([key]) => this.#begun.has(key) || !records.isComplete(key));
    const earlier = keys.size - todo.length;
    const isTodo = new Set(todo.map(([key]) => key));
    let done = [...this.#done].filter((key) => isTodo.has(key)).length;
    const show = () => options.onProgress?.({ stage: "grading", done, total: todo.length, earlier });
    this.#onDone = (key) => {
      if (isTodo.has(key)) done += 1;
    };
    this.#onNote = show;
    show();
    const first = todo.filter(([key]) => this.#begun.has(key) || !records.has(key));
    const here =
      options.machines === undefined
        ? first
        : await this.#gradeElsewhere(first, options.machines, (...noted) => this.#note(...noted));
    // The pool has them all, so that others can go before one that has had its share.
    await Promise.all(
      inTurn(here, ([, notebook]) => notebook, classSeed).map((one) => this.#gradeOnce(...one)),
    );
    // Checks that measure time must run alone: one notebook after the other, and those first that took least.
    const secondsOf = new Map(todo.map(([key]) => [key, records.get(key)?.graded.seconds ?? 0]));
    const order = todo.toSorted(
      ([one], [other]) => (secondsOf.get(one) as number) - (secondsOf.get(other) as number),
    );
    for (const [key, notebook] of order) {
      const together = records.get(key)?.graded;
      if (together?.alone)
        this.#note(key, await pool.gradeAlone(this.#taskOf(notebook), together), options.sandbox.kind);
    }
    return todo.length;
  }

  /** Grades a notebook, once in a run. */
  #gradeOnce(key: string, notebook: ListedNotebook): Promise<void> {
    const { pool, options } = this.#parts;
    const known = this.#begun.get(key);
    if (known) return known;
    const grading = pool
      .grade(this.#taskOf(notebook))
      .then((result) => this.#note(key, result, options.sandbox.kind));
    this.#begun.set(key, grading);
    return grading;
  }

  #note(key: string, result: GradingResult, sandbox: SandboxKind): void {
    const { records } = this.#parts;
    if ("graded" in result) records.add(key, { graded: result.graded, sandbox });
    else {
      this.#failures.set(key, result.problem);
      if (result.isLost) records.addFailure(key, result.problem);
    }
    if ("problem" in result || result.graded.alone === undefined) {
      this.#done.add(key);
      this.#onDone(key);
    }
    this.#onNote();
  }

  /** Lets other machines grade. @returns the notebooks that none of them graded */
  async #gradeElsewhere(
    notebooks: readonly (readonly [key: string, notebook: ListedNotebook])[],
    machines: GradingMachines,
    note: (key: string, result: GradingResult, sandbox: SandboxKind) => void,
  ): Promise<(readonly [key: string, notebook: ListedNotebook])[]> {
    const tasks = notebooks.map(([key, notebook]) => {
      const [lesson = "", , version = ""] = key.split(" ");
      return { ...this.#taskOf(notebook), lesson, version };
    });
    // Loaded here, since a class is mostly graded on one machine.
    const { gradeOnMachines } = await import("../machines/grade-on-machines.ts");
    const left = await gradeOnMachines(
      tasks,
      machines,
      (at, { result, sandbox }) => note((notebooks[at] as (typeof notebooks)[number])[0], result, sandbox),
      this.#parts.options.signal,
    );
    if (left.size > 0) {
      const [reason] = left.values();
      this.#gradedHere = `${left.size} ${left.size === 1 ? "notebook was" : "notebooks were"} graded on this machine, since no other one did: ${reason}`;
    }
    return notebooks.filter((_, at) => left.has(at));
  }

  #taskOf({ file = "", sha256 = "", upload }: ListedNotebook): GradingTask {
    const { classSeed } = this.#parts;
    return { file, sha256, name: nameForSentences(upload.fileName), classSeed };
  }

  /** The key of a notebook's record: its lesson, its content, the version of the lesson's checks, and a mark of the class's secret. */
  keyOf({
    notebook,
    problem,
    lesson,
  }: Pick<PlannedRow, "notebook" | "problem" | "lesson">): string | undefined {
    if (!notebook?.sha256 || problem !== undefined) return undefined;
    return `${lesson} ${notebook.sha256} ${this.#parts.versions.get(lesson)} ${seedMark(this.#parts.classSeed)}`;
  }
}
