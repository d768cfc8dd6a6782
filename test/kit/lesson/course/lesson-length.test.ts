import { expect, test } from "vitest";
import type { LessonCell } from "../../../../kit/lesson/index.ts";
import { lessonLength } from "../../../../kit/lesson/index.ts";

const cell = (role: LessonCell["role"], source: string, exercise?: string): LessonCell => ({
  id: "cell",
  kind: ["demo", "exercise", "check"].includes(role) ? "code" : "markdown",
  role,
  source,
  ...(exercise === undefined ? {} : { exercise }),
  tags: [],
  metadata: {},
  line: 1,
});
const words = (count: number) => "word ".repeat(count);
const lines = (count: number) => "run();\n\n".repeat(count);

test("a lesson takes as long as its words at 180 a minute, its cells, their lines at 25 a minute, and its exercises", () => {
  const length = lessonLength([
    cell("text", words(900)),
    cell("demo", lines(50)),
    cell("demo", lines(25)),
    cell("text", "*10 minutes · build.*"),
    cell("exercise", lines(500), "01.1"),
    cell("check", 'await check("01.1");', "01.1"),
    cell("explanation", words(360)),
  ]);
  // 900 + 4 + 360 words are 7 minutes, 75 lines are 3, two cells are 1, and the exercise is 10.
  expect(length).toEqual({ minutes: 20, words: 1263, cells: 2, lines: 75, exerciseMinutes: 10 });
});

test("hints, diagrams and what is asked of an assistant add no minutes", () => {
  const length = lessonLength([
    cell("text", "```mermaid\nflowchart LR\n  a --> b\n```\n\n> *4 minutes.* Ask."),
    cell("hint", words(9000)),
  ]);
  expect(length).toMatchObject({ words: 3, exerciseMinutes: 0 });
});

test("a lesson is cut in two at its place to stop, behind the last exercise before it", () => {
  const half = (id: string) => [cell("text", "*20 minutes · build.*"), cell("exercise", "", id)];
  const stop = cell("text", "> **A good place to stop.** Come back.");
  const { halfway, minutes } = lessonLength([...half("01.1"), ...half("01.2"), stop, ...half("01.3")]);
  expect({ halfway, minutes }).toEqual({ minutes: 60, halfway: { after: "01.2", minutes: [40, 20] } });
  expect(lessonLength([stop, ...half("01.1")]).halfway).toBeUndefined();
});
