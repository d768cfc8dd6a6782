import { hasPassed } from "../../checking/index.ts";
import type { UploadedFile } from "../collect/layouts/uploaded-file.ts";
import { noRows, type Row, type RowStatus } from "./gradebook.ts";

/** A check, and how the class did on it. */
export interface CheckStats {
  readonly exercise: string;
  readonly name: string;
  readonly hidden: boolean;
  /** Graded notebooks that ran the check. */
  readonly tried: number;
  readonly passed: number;
}

/** A mistake that several students made. */
export interface Mistake {
  readonly exercise: string;
  /** The check that found it; undefined where no check could run. */
  readonly check?: string;
  readonly message: string;
  readonly students: number;
  /** Ids of some of those students. */
  readonly examples: readonly string[];
}

/** One row of the table of all students. */
export interface StudentLine {
  readonly student: string;
  readonly name?: string;
  readonly lesson: string;
  readonly status: RowStatus;
  readonly reason: string;
  readonly total?: number;
  readonly max: number;
  /** Points of each exercise and each cell that a person grades; undefined until it has points. */
  readonly points: Readonly<Record<string, number | undefined>>;
  /** Where the notebook lies: its name among the submissions, and its file where it is no part of a zip. */
  readonly notebook?: { readonly where: string; readonly file?: string };
  /** The path of the feedback page, from the gradebook's folder. */
  readonly feedback: readonly string[];
}

/** How the class did on one lesson. */
export interface LessonStats {
  readonly id: string;
  readonly title: string;
  readonly max: number;
  /** Points of all rows that have some, unsorted. */
  readonly totals: readonly number[];
  readonly counts: Readonly<Record<RowStatus, number>>;
  readonly checks: readonly CheckStats[];
  readonly mistakes: readonly Mistake[];
  /** Seconds that grading took, of each notebook and of each exercise. */
  readonly seconds: readonly number[];
  readonly exerciseSeconds: Readonly<Record<string, readonly number[]>>;
  /** Milliseconds by which work came before it was due; negative for late work. */
  readonly ahead: readonly number[];
}

/** Different mistakes that are kept for a lesson. */
const MAX_MISTAKES = 5000;
const MAX_EXAMPLES = 5;

interface LessonStatsBuilder {
  readonly totals: number[];
  readonly counts: Record<RowStatus, number>;
  readonly checks: Map<
    string,
    { exercise: string; name: string; hidden: boolean; tried: number; passed: number }
  >;
  readonly mistakes: Map<
    string,
    { exercise: string; check?: string; message: string; students: number; examples: string[] }
  >;
  readonly seconds: number[];
  readonly exerciseSeconds: Record<string, number[]>;
  readonly ahead: number[];
}

/** Collects the statistics for the page of the class, row by row. */
export class ClassStats {
  readonly lines: StudentLine[] = [];
  readonly #lessons = new Map<string, LessonStatsBuilder>();

  add(row: Row, feedback: readonly string[]): void {
    const { student, lesson, status, reason, total, max } = row;
    this.lines.push({
      student: student.id,
      lesson: lesson.id,
      status,
      reason,
      max,
      points: Object.fromEntries([...row.exercises, ...row.manual].map(({ id, points }) => [id, points])),
      feedback,
      ...(row.upload === undefined ? {} : { notebook: notebookOf(row.upload) }),
      ...(student.name === undefined ? {} : { name: student.name }),
      ...(total === undefined ? {} : { total }),
    });
    const stats = this.#of(lesson.id);
    stats.counts[status] += 1;
    if (total !== undefined && status !== "missing") stats.totals.push(total);
    if (row.ahead !== undefined) stats.ahead.push(row.ahead);
    if (!row.graded) return;
    stats.seconds.push(row.graded.seconds);
    for (const [id, seconds] of Object.entries(row.graded.exerciseSeconds)) {
      stats.exerciseSeconds[id] ??= [];
      stats.exerciseSeconds[id].push(seconds);
    }
    for (const report of row.graded.exercises) {
      for (const { name, hidden, status: outcome } of report.checks) {
        if (outcome === "open") continue;
        const key = `${report.id} ${hidden} ${name}`;
        const check = stats.checks.get(key) ?? { exercise: report.id, name, hidden, tried: 0, passed: 0 };
        check.tried += 1;
        if (outcome === "passed") check.passed += 1;
        stats.checks.set(key, check);
      }
      if (hasPassed(report)) continue;
      if (report.state !== "written")
        this.#mistake(stats, report.id, undefined, untouched[report.state], student.id);
      else if (report.problem !== undefined)
        this.#mistake(stats, report.id, undefined, report.problem, student.id);
      else {
        for (const { name, hidden, status: outcome, message } of report.checks)
          if (outcome !== "passed" && outcome !== "open" && !hidden)
            this.#mistake(stats, report.id, name, message, student.id);
      }
    }
  }

  /** The statistics of a lesson, the hardest check and the most common mistake first. */
  of(lesson: { readonly id: string; readonly title: string; readonly max: number }): LessonStats {
    const stats = this.#of(lesson.id);
    const share = ({ passed, tried }: CheckStats) => passed / tried;
    const checks = [...stats.checks.values()].sort(
      (a, b) => share(a) - share(b) || (keyOf(a) < keyOf(b) ? -1 : 1),
    );
    const mistakes = [...stats.mistakes.values()].sort(
      (a, b) => b.students - a.students || (keyOf(a) < keyOf(b) ? -1 : 1),
    );
    return { ...lesson, ...stats, checks, mistakes };
  }

  #of(lesson: string): LessonStatsBuilder {
    const known = this.#lessons.get(lesson) ?? {
      totals: [],
      counts: noRows(),
      checks: new Map(),
      mistakes: new Map(),
      seconds: [],
      exerciseSeconds: {},
      ahead: [],
    };
    this.#lessons.set(lesson, known);
    return known;
  }

  #mistake(
    stats: LessonStatsBuilder,
    exercise: string,
    check: string | undefined,
    message: string,
    student: string,
  ): void {
    const general = withoutTimes(message);
    const key = `${exercise}\n${check ?? ""}\n${general}`;
    const known = stats.mistakes.get(key);
    if (known) {
      known.students += 1;
      if (known.examples.length < MAX_EXAMPLES) known.examples.push(student);
    } else if (stats.mistakes.size < MAX_MISTAKES)
      stats.mistakes.set(key, {
        exercise,
        message: general,
        students: 1,
        examples: [student],
        ...(check === undefined ? {} : { check }),
      });
  }
}

const untouched = {
  starter: "Left as it was handed out.",
  empty: "The cell is empty.",
  missing: "The notebook has no cell for it.",
  written: "",
} as const;

const keyOf = (item: CheckStats | Mistake): string =>
  "name" in item ? `${item.exercise} ${item.name}` : `${item.exercise} ${item.check ?? ""} ${item.message}`;

/** Replaces measured times, so that the same mistake has the same text. */
const withoutTimes = (message: string) => message.replace(/\b\d+\.\d+(?= ?(?:s|ms|seconds?)\b)/g, "…");

const notebookOf = ({ entry }: UploadedFile) => ({
  where: entry.where,
  ...(entry.file === undefined ? {} : { file: entry.file }),
});
