import { readFileSync } from "node:fs";
import { type Lesson, parseLesson } from "../../../../kit/lesson/index.ts";

/** A lesson that uses every feature of the format. Kept as text: neither the formatter nor the type checker touches it. */
export const sampleName = "07-sample-lesson.ts";
export const sampleSource = readFileSync(
  new URL("../fixtures/07-sample-lesson.ts.txt", import.meta.url),
  "utf8",
);

export function sampleLesson(): Lesson {
  return parseLesson(sampleSource, `solutions/${sampleName}`);
}

export const samplePoints = { "07.1": 3, "07.2": 2.5 };
