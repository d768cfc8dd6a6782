import type { ReadingTask } from "./corpus-researcher.ts";
import type { Plan } from "./plan.ts";

/** For each researcher its questions and the part of the corpus to read: every question is read in all segments. */
export function readingTasks(plan: Plan, segments: number, workers: number): ReadingTask[][] {
  const parts = Math.min(segments, Math.ceil(workers / plan.questions.length));
  const border = (part: number) => Math.round((part * segments) / parts);
  const tasks = plan.questions.flatMap((question) =>
    Array.from({ length: parts }, (_, part) => ({ question, from: border(part), to: border(part + 1) })),
  );
  const researchers = Array.from({ length: Math.min(workers, tasks.length) }, (): ReadingTask[] => []);
  for (const [i, task] of tasks.entries()) researchers[i % researchers.length]?.push(task);
  return researchers;
}
