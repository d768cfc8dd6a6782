import { relative, resolve } from "node:path";
import { type Course, type CourseLesson, loadCourse } from "../../lesson/index.ts";
import type { SandboxConfig, SandboxKind } from "../../sandbox/index.ts";
import { ClassError } from "../class-error.ts";
import { type Collected, collectUploads } from "../collect/collect.ts";
import type { UploadedFile } from "../collect/layouts/uploaded-file.ts";
import { StagingFolder } from "../collect/staging-folder.ts";
import { buildRow } from "../gradebook/build-row.ts";
import { ClassPageWriter } from "../gradebook/class-page-writer.ts";
import { type Row, rounded } from "../gradebook/gradebook.ts";
import { type GradebookResult, writeGradebook } from "../gradebook/write-gradebook.ts";
import type { GradingMachines } from "../machines/grade-on-machines.ts";
import { OutFolder } from "../out-folder.ts";
import { Groups, readGroups } from "../roster/groups.ts";
import { ownersOf } from "../roster/owners.ts";
import type { Roster } from "../roster/roster.ts";
import { isOnRoster, type Student, Students } from "../roster/students.ts";
import { LateRules } from "../rules/late-rules.ts";
import { ManualPoints, readManualPointsIn } from "../rules/manual-points.ts";
import { type ListedNotebook, nameForSentences, type PlannedRow, resolveRows } from "../rules/resolve.ts";
import { untimedSentences } from "../rules/submission-time.ts";
import { safeNames } from "../safe-name.ts";
import { ownRuns } from "../similar/own-runs.ts";
import { ClassReading } from "./class-reading.ts";
import { classSeedIn, seedMark } from "./class-seed.ts";
import { lessonVersions } from "./course-version.ts";
import { GradingRecords } from "./grading-records.ts";
import type { GradingTask } from "./outcome.ts";
import { inTurn } from "./turns.ts";
import { type GradingResult, WorkerPool } from "./worker-pool.ts";

/** The progress of grading a class. */
export interface ClassProgress {
  readonly stage: "reading" | "grading" | "writing";
  readonly done: number;
  readonly total: number;
  /** Notebooks that an earlier run graded. They count neither in `done` nor in `total`. */
  readonly earlier: number;
}

export interface GradeClassOptions {
  /** The course's folder. */
  readonly root: string;
  /** Folders and zips with the submissions. */
  readonly submissions: readonly string[];
  /** The folder of the gradebook. Nothing outside it is written. */
  readonly out: string;
  readonly sandbox: SandboxConfig;
  /** Settles when the sandbox has passed its self-test. Nothing that was handed in is read before, and no answer runs. @default it has passed */
  readonly selfTest?: Promise<void>;
  /** @default all students who handed a file in */
  readonly roster?: Roster;
  /** A CSV of those who work together. What one of them hands in counts for all. @default groups are those of the platform */
  readonly groups?: string;
  /** @default nothing is late */
  readonly rules?: LateRules;
  /** Ids of the lessons to grade. @default all lessons of the notebooks */
  readonly lessons?: readonly string[];
  /** The secret from which the inputs of checks are drawn. @default the gradebook's own, made by its first run */
  readonly seed?: string;
  /** Whether everything is graded again. @default false: grades by the same checks are kept */
  readonly regrade?: boolean;
  /** Number of grading processes. */
  readonly processes: number;
  /** Notebooks that each process grades at once. */
  readonly notebooksPerProcess: number;
  /** Worker machines that grade. What must run alone, or what no machine graded, is graded here. @default all is graded here */
  readonly machines?: GradingMachines;
  readonly onProgress?: (progress: ClassProgress) => void;
  /** Stops the run. Finished grades are kept for the next run. */
  readonly signal?: AbortSignal;
}

export interface ClassResult extends GradebookResult {
  /** Sentences on files that have no owner or were left out, and on rules for unknown students. */
  readonly problems: readonly string[];
  readonly lessons: readonly string[];
  readonly students: number;
  /** Notebooks graded by this run; equal ones are graded once. */
  readonly graded: number;
  /** A sentence on the notebooks that were to be graded on other machines, and were not. */
  readonly gradedHere?: string;
}

/**
 * Grades a class and writes its gradebook.
 *
 * @throws ClassError when the input cannot be read, when OUT cannot be used, or when nothing can be graded
 */
export async function gradeClass(options: GradeClassOptions): Promise<ClassResult> {
  const outPath = resolve(options.out);
  refuseOverlap(options.submissions, outPath);
  const course = loadCourse(options.root);
  refuseUnknownLessons(options.lessons, course);
  const out = OutFolder.open(outPath);
  const pool = new WorkerPool({
    root: options.root,
    sandbox: options.sandbox,
    notebooksPerProcess: options.notebooksPerProcess,
    processes: options.processes,
  });
  const pools = [pool];
  const poolAside = () => {
    const { root, sandbox } = options;
    const aside = new WorkerPool({ root, sandbox, notebooksPerProcess: 1, processes: 1, givesWay: true });
    pools.push(aside);
    if (options.signal?.aborted) onAbort();
    return aside;
  };
  const onAbort = () => {
    for (const one of pools) one.stop(new ClassError("INTERRUPTED", "Grading was interrupted."));
  };
  options.signal?.addEventListener("abort", onAbort);
  if (options.signal?.aborted) onAbort();
  let collected: Collected | undefined;
  let staging: StagingFolder | undefined;
  let records: GradingRecords | undefined;
  try {
    const manual = readManualPointsIn(out);
    staging = new StagingFolder(out.own("staging"));
    records = new GradingRecords(out.own("journal.jsonl"), options.regrade ?? false);
    // Its probes have deadlines, and reading what was handed in may keep this process busy past them.
    await options.selfTest;
    collected = await collectUploads(options.submissions, {
      copies: out.own("staging/zips"),
      ...(options.roster === undefined ? {} : { isOnRoster: isOnRoster(options.roster) }),
      ...(options.rules?.timeZone === undefined ? {} : { zone: options.rules.timeZone }),
    });
    const classSeed = classSeedIn(out.own("seed"), options.seed);
    const run = new ClassRun({
      options,
      course,
      out,
      pool,
      poolAside,
      records,
      staging,
      collected,
      manual,
      classSeed,
    });
    return await run.run();
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
    await pool.close();
    collected?.close();
    records?.close();
    staging?.remove();
    out.close();
  }
}

interface RunParts {
  readonly options: GradeClassOptions;
  readonly course: Course;
  readonly out: OutFolder;
  readonly pool: WorkerPool;
  /** Makes a pool of one process that gives way to others. */
  readonly poolAside: () => WorkerPool;
  readonly records: GradingRecords;
  readonly staging: StagingFolder;
  readonly collected: Collected;
  readonly manual: ManualPoints;
  readonly classSeed: string;
}

/** One run over a class: reads, grades, writes. */
class ClassRun {
  readonly #parts: RunParts;
  readonly #students: Students;
  readonly #groups: Groups;
  readonly #rules: LateRules;
  /** The version of each lesson's checks, by lesson id. */
  readonly #versions: ReadonlyMap<string, string>;
  /** Points by hand that can count. */
  #manual = new ManualPoints();
  #gradedHere: string | undefined;
  /** Notebooks whose grading began in this run, by the key of their record; those that are done, and who hears of it. */
  readonly #begun = new Map<string, Promise<void>>();
  readonly #done = new Set<string>();
  #onDone: (key: string) => void = () => {};
  #onNote: () => void = () => {};
  /** Sentences on notebooks that could not be graded, by the key of their record. */
  readonly #failures = new Map<string, string>();

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { roster, groups } = parts.options;
    this.#students = new Students(roster);
    this.#groups = groups === undefined ? new Groups() : readGroups(groups, this.#students);
    const { notebooks, others } = parts.collected;
    this.#students.addAll(
      [...notebooks, ...others]
        .filter(({ who }) => this.#groups.named(who) === undefined)
        .flatMap((upload) => [upload.who, ...(upload.others ?? [])]),
    );
    this.#rules = parts.options.rules ?? new LateRules();
    this.#versions = lessonVersions(parts.options.root, parts.course);
  }

  async run(): Promise<ClassResult> {
    const { collected, course, options } = this.#parts;
    // The grading processes take long to start, so they start now.
    const max = this.#maxPoints();
    max.catch(() => {});
    const notebooks = await this.#read();
    const others = collected.others.flatMap((upload) =>
      this.#ownersOf(upload).map((student) => ({ upload, student })),
    );
    const students = this.#students.all();
    const planned = resolveRows({
      notebooks,
      others,
      notes: collected.notes.flatMap(({ upload, text }) =>
        this.#ownersOf(upload).map((student) => ({ student, text })),
      ),
      students,
      lessons: course.lessons,
      ...(options.lessons ? { asked: options.lessons } : {}),
    });
    if (planned.length === 0)
      throw new ClassError(
        "INVALID_INPUT",
        `There is no notebook in ${options.submissions.join(", ")}.${collected.problems.slice(0, 1).map((first) => ` ${first}`)} Expected are <student>/<lesson>.ipynb, nbgrader's <student>/<assignment>/<lesson>.ipynb, or the zips of Canvas, Moodle and Gradescope.`,
      );
    const classPageWriter = new ClassPageWriter();
    classPageWriter.start();
    try {
      const graded = await this.#grade(planned);
      return await this.#write(planned, students, { graded, max: await max, classPageWriter });
    } finally {
      await classPageWriter.close();
    }
  }

  /** Reads all notebooks. Those of most students are graded already while the large ones of others are read. */
  #read(): Promise<ListedNotebook[]> {
    const { collected, pool, poolAside, staging, records, classSeed, options } = this.#parts;
    const reading = new ClassReading({
      ...{ collected, staging, records, classSeed, pool, poolAside },
      versions: [...this.#versions.values()],
      ownersOf: (upload) => this.#ownersOf(upload),
      onRead: (done, total) => options.onProgress?.({ stage: "reading", done, total, earlier: 0 }),
    });
    return reading.read((listed) => this.#gradeAhead(listed));
  }

  /**
   * Begins to grade notebooks that will count, whatever is still being read: those that are the only one of their student and lesson. A grade belongs to a
   * notebook's content, so one that does not count in the end changes nothing.
   */
  #gradeAhead(listed: readonly ListedNotebook[]): void {
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
      const key = this.#keyOf({ lesson, notebook });
      if (key === undefined || records.has(key)) continue;
      // Its error comes again where it is waited for.
      this.#gradeOnce(key, notebook).catch(() => {});
    }
  }

  #ownersOf(upload: UploadedFile): readonly Student[] {
    return ownersOf(upload, this.#students, this.#groups);
  }

  /** Grades the notebooks that no earlier run graded. Equal notebooks are graded once. @returns how many were graded */
  async #grade(planned: readonly PlannedRow[]): Promise<number> {
    const { records, pool, options, classSeed } = this.#parts;
    const keys = new Map<string, ListedNotebook>();
    for (const row of planned) {
      const key = this.#keyOf(row);
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

  async #write(
    planned: readonly PlannedRow[],
    students: readonly Student[],
    {
      graded,
      max,
      classPageWriter,
    }: { graded: number; max: Readonly<Record<string, number>>; classPageWriter: ClassPageWriter },
  ): Promise<ClassResult> {
    const { out, records, course, options, collected } = this.#parts;
    const { manual, refused } = this.#parts.manual.checked(course.lessons, max);
    this.#manual = manual;
    options.onProgress?.({ stage: "writing", done: 0, total: planned.length, earlier: 0 });
    const ids = new Set(planned.map(({ lesson }) => lesson));
    const lessons = course.lessons.filter(({ id }) => ids.has(id));
    const problems = [
      ...collected.problems,
      ...this.#students.spellings(),
      ...staffSentence(options.roster),
      ...this.#oddRules(students),
      ...this.#uncountedLessons(lessons),
      ...untimedSentences(planned, this.#rules),
      ...this.#oddManual(manual, students),
      ...refused,
    ];
    const input = {
      rows: this.#rows(planned, max),
      facts: {
        lessons: lessons.map((lesson) => ({ id: lesson.id, title: lesson.title, max: mostOf(lesson, max) })),
        columns: lessons.flatMap(({ exercises, manual: cells = [] }) => [
          ...exercises.map(({ id }) => id),
          ...cells.map(({ id }) => id),
        ]),
        sandbox: this.#sandboxes(planned),
      },
      ownRuns: ownRuns(options.root, course),
      folders: safeNames(students.map(({ id }) => id)),
      problems,
      manual,
      canvasColumns: this.#rules.canvasColumns,
      ...(options.roster ? { roster: options.roster } : {}),
    };
    const result = await writeGradebook(out, input, classPageWriter);
    records.finish();
    return {
      ...result,
      ...(this.#gradedHere === undefined ? {} : { gradedHere: this.#gradedHere }),
      problems,
      graded,
      lessons: lessons.map(({ id }) => id),
      students: students.length,
    };
  }

  *#rows(planned: readonly PlannedRow[], max: Readonly<Record<string, number>>): Generator<Row> {
    const { records, course } = this.#parts;
    const manual = this.#manual;
    const lessons = new Map(course.lessons.map((lesson) => [lesson.id, lesson]));
    for (const row of planned) {
      const key = this.#keyOf(row);
      const failure = key === undefined ? undefined : (this.#failures.get(key) ?? records.failure(key));
      const record = key === undefined ? undefined : records.get(key);
      const lesson = lessons.get(row.lesson);
      yield buildRow(row, failure === undefined ? record : { problem: failure }, {
        ...(lesson ? { lesson } : {}),
        max,
        late: this.#rules,
        manual,
        isUnlisted: this.#students.isUnlisted(row.student),
        isAskedFor: this.#isAskedFor(row.lesson),
      });
    }
  }

  #taskOf({ file = "", sha256 = "", upload }: ListedNotebook): GradingTask {
    const { classSeed } = this.#parts;
    return { file, sha256, name: nameForSentences(upload.fileName), classSeed };
  }

  /** The key of a notebook's record: its lesson, its content, the version of the lesson's checks, and a mark of the class's secret. */
  #keyOf({
    notebook,
    problem,
    lesson,
  }: Pick<PlannedRow, "notebook" | "problem" | "lesson">): string | undefined {
    if (!notebook?.sha256 || problem !== undefined) return undefined;
    return `${lesson} ${notebook.sha256} ${this.#versions.get(lesson)} ${seedMark(this.#parts.classSeed)}`;
  }

  /** Points of each exercise, hidden checks included. */
  async #maxPoints(): Promise<Readonly<Record<string, number>>> {
    const { records, pool } = this.#parts;
    const key = `points ${[...this.#versions.values()].join(" ")}`;
    const known = records.points(key) ?? (await pool.points());
    records.addPoints(key, known);
    return known;
  }

  #sandboxes(planned: readonly PlannedRow[]): string[] {
    const counts = new Map<SandboxKind, number>();
    for (const row of planned) {
      const key = this.#keyOf(row);
      const kind = key === undefined ? undefined : this.#parts.records.sandbox(key);
      if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return [...counts].sort().map(([kind, count]) => sandboxSentence(kind, count));
  }

  #isAskedFor(lesson: string): boolean {
    return (this.#parts.options.lessons?.includes(lesson) ?? false) || this.#rules.namesLesson(lesson);
  }

  /** One stray notebook of another lesson must not cost everybody points. */
  #uncountedLessons(lessons: readonly CourseLesson[]): string[] {
    if (!this.#rules.missingCountsAsZero) return [];
    const ids = lessons.map(({ id }) => id).filter((id) => !this.#isAskedFor(id));
    return ids.length === 0
      ? []
      : [
          `Missing work counts no points in lesson ${ids.join(", ")}: if it was asked for, name it with --lesson or in "due" of the rules.`,
        ];
  }

  #oddRules(students: readonly Student[]): string[] {
    const known = new Set(
      students.flatMap(({ id, name, email, roster }) => [
        id,
        name ?? "",
        email ?? "",
        ...(roster?.logins ?? []),
      ]),
    );
    return this.#rules
      .unknownStudents(known)
      .map((name) => `The rules give ${name} more time, who is nobody in this class: is the name right?`);
  }

  #oddManual(manual: ManualPoints, students: readonly Student[]): string[] {
    const known = new Set(students.map(({ id }) => id));
    return manual
      .all()
      .filter(({ student, points }) => points !== undefined && !known.has(student))
      .map(
        ({ student, line }) =>
          `manual.csv, line ${line}: ${student} is nobody in this class; the points count nowhere.`,
      );
  }
}

function staffSentence(roster: Roster | undefined): string[] {
  const staff = roster?.staff ?? [];
  if (staff.length === 0) return [];
  const names =
    staff.length > 5 ? `${staff.slice(0, 5).join(", ")} and ${staff.length - 5} more` : staff.join(", ");
  return [
    `On the roster, and no ${staff.length === 1 ? "student by its role" : "students by their roles"}: ${names}.`,
  ];
}

const mostOf = ({ exercises, manual = [] }: CourseLesson, max: Readonly<Record<string, number>>): number =>
  rounded(
    [...exercises.map(({ id }) => max[id] ?? 0), ...manual.map(({ points }) => points)].reduce(
      (a, b) => a + b,
      0,
    ),
  );

function sandboxSentence(kind: SandboxKind, count: number): string {
  const what = `${count} ${count === 1 ? "notebook was" : "notebooks were"} graded`;
  return kind === "none" ? `${what} without a sandbox (--sandbox none).` : `${what} in a sandbox (${kind}).`;
}

/** Refuses an output folder inside the submissions, where the next run would read it as a submission. */
function refuseOverlap(submissions: readonly string[], out: string): void {
  for (const place of submissions) {
    const from = relative(resolve(place), out);
    if (from === "" || !from.startsWith(".."))
      throw new ClassError(
        "INVALID_INPUT",
        `The gradebook's folder ${out} lies in ${place}: give a folder outside the submissions.`,
      );
  }
}

function refuseUnknownLessons(asked: readonly string[] | undefined, course: Course): void {
  const known = course.lessons.map(({ id }) => id);
  const unknown = asked?.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new ClassError("INVALID_INPUT", `The course has no lesson ${unknown}. It has ${known.join(", ")}.`);
}
