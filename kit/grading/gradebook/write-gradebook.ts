import { readFileSync } from "node:fs";
import type { OutFolder } from "../out-folder.ts";
import { changesText, type PointsChange, pointsChanges, rowScore, type Scores, scoreKey } from "./changes.ts";
import { classPage } from "./class-page.ts";
import { ClassStats } from "./class-stats.ts";
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
export async function writeGradebook(out: OutFolder, input: GradebookInput): Promise<GradebookResult> {
  const before = readScores(out.own(SCORES_FILE));
  const csv = new CsvFiles(out, input);
  const feedback = new FeedbackFiles(out, input.folders);
  const json = out.stream(["gradebook.json"]);
  const counts = noRows();
  const attention: { student: string; lesson: string; reason: string }[] = [];
  const scores: Scores = {};
  const stats = new ClassStats();
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
    feedback.add(row);
    stats.add(row, feedback.pathOf(row));
    json.write(`${separator}${JSON.stringify(rowJson(row))}`);
    separator = ",\n";
  }
  json.write("\n]}\n");
  const notes = csv.finish();
  await feedback.finish();
  json.finish();
  out.write(["class.html"], await classPage({ stats, facts: input.facts, problems: input.problems }));
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
