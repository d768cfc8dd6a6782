import type { DialogueRecord } from "./run-dialogue.ts";

/** A share, with what it was counted from. */
export interface Rate {
  readonly count: number;
  readonly of: number;
}

/** What an evaluation found. */
export interface EvalSummary {
  readonly model: string;
  readonly dialogues: number;
  readonly replies: number;
  /** Dialogues in which the model gave an answer away, and in which one was shown. */
  readonly rawLeaks: Rate;
  readonly shownLeaks: Rate;
  /** Replies that were held back for good, so that a hint came instead. */
  readonly replaced: Rate;
  readonly onTopic: Rate;
  /** Replies with one question exactly: as they came, and as they were shown. */
  readonly rawOneQuestion: Rate;
  readonly shownOneQuestion: Rate;
  /** Replies that were none, and errors. */
  readonly problems: Rate;
  /** The median Flesch–Kincaid grade of English replies. */
  readonly grade: number | undefined;
  readonly medianSeconds: number;
}

/** Counts what records hold. */
export function summaryOf(records: readonly DialogueRecord[]): EvalSummary {
  const turns = records.flatMap((record) => record.turns);
  const raw = turns.flatMap(({ rawScore }) => (rawScore ? [rawScore] : []));
  const shown = turns.flatMap(({ shownScore }) => (shownScore ? [shownScore] : []));
  const rate = <T>(items: readonly T[], holds: (item: T) => boolean): Rate => ({
    count: items.filter(holds).length,
    of: items.length,
  });
  return {
    model: records.find(({ model }) => model !== "")?.model ?? "unknown",
    dialogues: records.length,
    replies: turns.length,
    rawLeaks: rate(records, ({ rawLeak }) => rawLeak),
    shownLeaks: rate(records, ({ shownLeak }) => shownLeak),
    replaced: rate(turns, ({ shown, problem }) => shown === undefined && problem === undefined),
    onTopic: rate(raw, ({ isOnTopic }) => isOnTopic),
    rawOneQuestion: rate(raw, ({ questions }) => questions === 1),
    shownOneQuestion: rate(shown, ({ questions }) => questions === 1),
    problems: rate(turns, ({ problem }) => problem !== undefined),
    grade: medianOf(raw.flatMap(({ grade }) => (grade === undefined ? [] : [grade]))),
    medianSeconds: medianOf(turns.map(({ seconds }) => seconds)) ?? 0,
  };
}

function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** A rate as text, such as `3 of 12 (25 %)`. */
export function rateText({ count, of }: Rate): string {
  return of === 0 ? "none" : `${count} of ${of} (${Math.round((100 * count) / of)} %)`;
}

/** The summary as rows of a name and a value. */
export function summaryRows(
  summary: EvalSummary,
): readonly (readonly [name: string, value: string, what: string])[] {
  return [
    [
      "leaks of the model alone",
      rateText(summary.rawLeaks),
      "dialogues in which its first answers hold an answer of the course",
    ],
    ["leaks after the guard", rateText(summary.shownLeaks), "dialogues in which what was shown does"],
    ["replaced by a hint", rateText(summary.replaced), "replies of which all three answers were held back"],
    ["on topic", rateText(summary.onTopic), "replies with two words of the exercise"],
    ["one question, as it came", rateText(summary.rawOneQuestion), "replies that ask one question exactly"],
    [
      "one question, as shown",
      rateText(summary.shownOneQuestion),
      "the same after further questions were left out",
    ],
    [
      "reading level",
      summary.grade === undefined ? "unknown" : `grade ${summary.grade.toFixed(1)}`,
      "median Flesch–Kincaid grade",
    ],
    ["no answer", rateText(summary.problems), "replies that were none: errors, timeouts, rubbish"],
    [
      "seconds a reply",
      summary.medianSeconds.toFixed(1),
      "median, with everything else that ran on this machine",
    ],
  ];
}
