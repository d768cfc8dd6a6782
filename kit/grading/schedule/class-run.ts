import type { Course, CourseLesson } from "../../lesson/index.ts";
import type { SandboxKind } from "../../sandbox/index.ts";
import { ClassError } from "../class-error.ts";
import type { Collected } from "../collect/collect.ts";
import type { UploadedFile } from "../collect/layouts/uploaded-file.ts";
import type { StagingFolder } from "../collect/staging-folder.ts";
import { buildRow } from "../gradebook/build-row.ts";
import { ClassPageWriter } from "../gradebook/class-page-writer.ts";
import { type Row, rounded } from "../gradebook/gradebook.ts";
import { writeGradebook } from "../gradebook/write-gradebook.ts";
import type { OutFolder } from "../out-folder.ts";
import { Groups, readGroups } from "../roster/groups.ts";
import { ownersOf, senderOf } from "../roster/owners.ts";
import { sharedNames } from "../roster/shared-names.ts";
import { type Student, Students } from "../roster/students.ts";
import { LateRules } from "../rules/late-rules.ts";
import { ManualPoints } from "../rules/manual-points.ts";
import { type ListedNotebook, type PlannedRow, resolveRows } from "../rules/resolve.ts";
import { untimedSentences } from "../rules/submission-time.ts";
import { safeNames } from "../safe-name.ts";
import { ownRuns } from "../similar/own-runs.ts";
import { oddManual, oddRules, staffSentence, uncountedLessons } from "./class-problems.ts";
import { ClassReading } from "./class-reading.ts";
import { lessonVersions } from "./course-version.ts";
import type { ClassResult, GradeClassOptions } from "./grade-class-options.ts";
import type { GradingRecords } from "./grading-records.ts";
import { NotebookGrading } from "./notebook-grading.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** What a run works with. */
export interface RunParts {
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
export class ClassRun {
  readonly #parts: RunParts;
  readonly #students: Students;
  readonly #groups: Groups;
  readonly #rules: LateRules;
  /** The version of each lesson's checks, by lesson id. */
  readonly #versions: ReadonlyMap<string, string>;
  /** Points by hand that can count. */
  #manual = new ManualPoints();
  readonly #grading: NotebookGrading;

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
    this.#rules = (parts.options.rules ?? new LateRules()).forClass(this.#students.all());
    this.#versions = lessonVersions(parts.options.root, parts.course);
    this.#grading = new NotebookGrading({ ...parts, versions: this.#versions });
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
      senderOf: (...of) => senderOf(...of, this.#students, this.#groups),
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
      const graded = await this.#grading.grade(planned);
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
    return reading.read((listed) => this.#grading.gradeAhead(listed));
  }

  #ownersOf(upload: UploadedFile): readonly Student[] {
    return ownersOf(upload, this.#students, this.#groups);
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
      ...sharedNames([...collected.notebooks, ...collected.others], this.#students, this.#groups),
      ...staffSentence(options.roster),
      ...oddRules(this.#rules, students),
      ...uncountedLessons(lessons, this.#rules, (id) => this.#isAskedFor(id)),
      ...untimedSentences(planned, this.#rules),
      ...oddManual(manual, students),
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
    const { gradedHere } = this.#grading;
    return {
      ...result,
      ...(gradedHere === undefined ? {} : { gradedHere }),
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
      const key = this.#grading.keyOf(row);
      const failure = key === undefined ? undefined : this.#grading.failure(key);
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
      const key = this.#grading.keyOf(row);
      const kind = key === undefined ? undefined : this.#parts.records.sandbox(key);
      if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return [...counts].sort().map(([kind, count]) => sandboxSentence(kind, count));
  }

  #isAskedFor(lesson: string): boolean {
    return (this.#parts.options.lessons?.includes(lesson) ?? false) || this.#rules.namesLesson(lesson);
  }
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
