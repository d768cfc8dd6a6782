import { readFileSync } from "node:fs";
import type { OutFolder } from "../out-folder.ts";
import { SimilarAnswers, type SimilarPair } from "../similar/similar-answers.ts";
import { changesText, type PointsChange, pointsChanges, rowScore, type Scores, scoreKey } from "./changes.ts";
import type { ClassPageWriter } from "./class-page-writer.ts";
import { ClassStats } from "./class-stats.ts";
import { csvLine } from "./csv.ts";
import { CsvFiles, type CsvFilesInput } from "./csv-files.ts";
import { FeedbackFiles } from "./feedback-files.ts";
import { noRows, type Row, type RowStatus } from "./gradebook.ts";
import { rowJson } from "./gradebook-json.ts";

export interface GradebookInput extends CsvFilesInput {
  /** The rows by student, then by lesson. They come one by one, so that a class need not be in memory. */
  readonly rows: Iterable<Row>;
  /** A safe name of a folder for each student, by id. */
  readonly folders: ReadonlyMap<string, string>;
  /** Sentences on files that have no owner or were left out. */
  readonly problems: readonly string[];
  /** For a lesson, gives the runs of an answer's code that were not handed out. */
  readonly ownRuns: (lesson: string) => (code: string) => readonly string[];
}

export interface GradebookResult {
  readonly counts: Readonly<Record<RowStatus, number>>;
  /** Rows that a person must look at. */
  readonly attention: readonly {
    readonly student: string;
    readonly lesson: string;
    readonly reason: string;
  }[];
  /** Rows that changed since the previous gradebook; undefined where there was none. */
  readonly changes: readonly PointsChange[] | undefined;
  /** What to know before grades are posted. */
  readonly notes: readonly string[];
}

/** The file of the points that the next gradebook is compared with. */
const SCORES_FILE = "scores.json";

/** Writes every file of a gradebook. The points for the next comparison come last: a run that ends before keeps the previous ones. */
export async function writeGradebook(
  out: OutFolder,
  input: GradebookInput,
  classPageWriter: ClassPageWriter,
): Promise<GradebookResult> {
  const feedback = new FeedbackFiles(out, input.folders);
  try {
    return await writeFiles(out, input, feedback, classPageWriter);
  } finally {
    await feedback.close();
  }
}

async function writeFiles(
  out: OutFolder,
  input: GradebookInput,
  feedback: FeedbackFiles,
  classPageWriter: ClassPageWriter,
): Promise<GradebookResult> {
  const before = readScores(out.own(SCORES_FILE));
  const csv = new CsvFiles(out, input);
  const json = out.stream(["gradebook.json"]);
  const counts = noRows();
  const attention: { student: string; lesson: string; reason: string }[] = [];
  const scores: Scores = {};
  const stats = new ClassStats();
  const similar = new Map<string, SimilarAnswers>();
  json.write(
    `{"format":1,"sandbox":${JSON.stringify(input.facts.sandbox)},"problems":${JSON.stringify(input.problems)},"rows":[`,
  );
  let separator = "\n";
  for (const row of input.rows) {
    counts[row.status] += 1;
    if (row.status === "needs attention")
      attention.push({ student: row.student.id, lesson: row.lesson.id, reason: row.reason });
    scores[scoreKey(row)] = rowScore(row);
    csv.add(row);
    await feedback.add(row);
    stats.add(row, feedback.pathOf(row));
    addAnswers(similar, row, input.ownRuns);
    json.write(`${separator}${JSON.stringify(rowJson(row))}`);
    separator = ",\n";
  }
  json.write("\n]}\n");
  const notes = [...csv.finish()];
  await feedback.finish();
  json.finish();
  const pairs = [...similar.values()].flatMap((one) => one.pairs());
  out.write(["similar-answers.csv"], similarCsv(pairs));
  const { facts, problems } = input;
  const { page, note } = await classPageWriter.write({
    ...{ stats, facts, problems, similar: pairs, folder: out.root },
  });
  out.write(["class.html"], page);
  if (note !== undefined) notes.push(note);
  const moved = before && pointsChanges(before, scores);
  if (moved && moved.length > 0) out.write(["changes.txt"], `${changesText(moved)}\n`);
  else out.keep(["changes.txt"]);
  out.removeStale();
  out.write([".grade", SCORES_FILE], `${JSON.stringify(scores)}\n`);
  return { counts, attention, changes: moved, notes };
}

function readScores(file: string): Scores | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Scores;
  } catch {
    return undefined;
  }
}

function addAnswers(
  similar: Map<string, SimilarAnswers>,
  { student, lesson, upload, graded }: Row,
  ownRuns: GradebookInput["ownRuns"],
): void {
  const known = similar.get(lesson.id) ?? new SimilarAnswers(ownRuns(lesson.id));
  similar.set(lesson.id, known);
  for (const { id, state, code } of graded?.exercises ?? []) {
    if (state !== "written") continue;
    known.add({ exercise: id, student: student.id, submission: upload?.entry.where ?? student.id }, code);
  }
}

function similarCsv(pairs: readonly SimilarPair[]): string {
  return [
    `\uFEFF${csvLine(["exercise", "student", "other student", "share", "pieces"])}`,
    ...pairs.map(({ exercise, students, share, runs }) =>
      csvLine([exercise, ...students, Math.round(share * 100) / 100, runs]),
    ),
  ].join("");
}
