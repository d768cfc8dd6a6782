import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JudgedMutant } from "./judge-mutants.ts";

/** The file of the last score, from the course's root. */
export const mutationFile = "test/lessons/mutation/score.json";

/** A mutant that every check accepts, with the reason that an author gives for it. */
export interface Survivor {
  readonly exercise: string;
  readonly mutator: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
  /**
   * Begins with "equivalent:", "check to add:" or "not asked:" (the exercise leaves it to the learner, as the words of a label). Empty until an
   * author has looked at it.
   */
  readonly reason: string;
}

/** What mutation testing found in one lesson. */
export interface LessonMutation {
  readonly killed: number;
  readonly survived: number;
  /** Changes that do not compile; they do not count. */
  readonly invalid: number;
  /** Percent of killed among killed and survived, rounded down to a tenth. */
  readonly score: number;
  /** The same without the survivors that the exercise does not ask about. The contract uses this one. */
  readonly asked: number;
  readonly survivors: readonly Survivor[];
}

/** The last score of every lesson, by its two digits. */
export type MutationRecord = Readonly<Record<string, LessonMutation>>;

/** The committed score; empty where the file is missing. @throws SyntaxError when it is damaged */
export function readMutationRecord(root: string): MutationRecord {
  try {
    return JSON.parse(readFileSync(join(root, mutationFile), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/** The record with new results. Other lessons keep their results, and survivors the reasons that authors gave. */
export function updatedRecord(before: MutationRecord, judged: readonly JudgedMutant[]): MutationRecord {
  const byLesson = Map.groupBy(judged, ({ mutant }) => mutant.lesson);
  const now = [...byLesson].map(([lesson, own]): [string, LessonMutation] => {
    const reasons = new Map(
      (before[lesson]?.survivors ?? []).map((survivor) => [keyOf(survivor), survivor.reason]),
    );
    const count = (wanted: JudgedMutant["state"]) => own.filter(({ state }) => state === wanted).length;
    const [killed, survived, invalid] = [count("killed"), count("survived"), count("invalid")];
    const survivors = own
      .filter(({ state }) => state === "survived")
      .map(({ mutant: { exercise, mutator, line, original, replacement } }) => {
        const survivor = { exercise, mutator, line, original, replacement, reason: "" };
        return { ...survivor, reason: reasons.get(keyOf(survivor)) ?? "" };
      })
      .sort(
        (a, b) => a.exercise.localeCompare(b.exercise) || a.line - b.line || (keyOf(a) < keyOf(b) ? -1 : 1),
      );
    const notAsked = survivors.filter(({ reason }) => reason.startsWith("not asked:")).length;
    const score = percent(killed, killed + survived);
    const asked = percent(killed, killed + survived - notAsked);
    return [lesson, { killed, survived, invalid, score, asked, survivors }];
  });
  return Object.fromEntries(
    [...Object.entries(before).filter(([lesson]) => !byLesson.has(lesson)), ...now].sort(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  );
}

/** The record as it is committed. */
export function recordText(record: MutationRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

const percent = (part: number, whole: number) => Math.floor((1000 * part) / Math.max(1, whole)) / 10;

/** Identifies a survivor without its line, which changes when lines above it do. */
function keyOf({ exercise, mutator, original, replacement }: Omit<Survivor, "reason">): string {
  return JSON.stringify([exercise, mutator, original, replacement]);
}
