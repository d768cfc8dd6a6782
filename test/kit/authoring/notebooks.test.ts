import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { figuresText } from "../../../kit/authoring/figures.ts";
import { notebookRuns } from "../../../kit/authoring/notebooks/notebook-runs.ts";
import { someAtATime } from "../../../kit/authoring/notebooks/some-at-a-time.ts";
import { courseIsBuilt, notebooksAreBuilt } from "../../../kit/authoring/rules/notebooks-are-built.ts";
import { writeNotebooks } from "../../../kit/lesson/index.ts";
import { courseFolder } from "../lesson/support/course-folder.ts";
import { smallCourse, soundSource } from "./support/sound-lesson.ts";

test("things are done two at a time, and their results stand in order", async () => {
  let underWay = 0;
  let most = 0;
  const doubled = await someAtATime([5, 1, 4, 2, 3], 2, async (value) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await pause(value * 4);
    underWay -= 1;
    return value * 2;
  });
  expect(doubled).toEqual([10, 2, 8, 4, 6]);
  expect(most).toBe(2);
});

test("notebooks that are missing or behind their source are named, with what to run", async () => {
  const root = courseFolder({ "solutions/00-small.ts": soundSource });
  const course = { ...smallCourse(), root };
  const [lesson] = course.lessons;
  if (!lesson) throw new Error("There is one lesson.");
  const told = async () =>
    [...notebooksAreBuilt(lesson, course), ...(await courseIsBuilt(course))].map(
      ({ file, message }) => `${file}: ${message}`,
    );
  expect(await told()).toEqual([
    "notebooks/00-small.ipynb: it is missing: run npm run notebooks, and commit what it writes.",
    "solutions/00-small.ipynb: it is missing: run npm run notebooks, and commit what it writes.",
    "notebooks/course.json: it is not what the sources give: run npm run notebooks, and commit what it writes.",
  ]);
  writeNotebooks(root, { points: {} });
  expect(await told()).toEqual([]);
  const points = { "00.1": { checks: [{ exercise: "00.1", name: "n", points: 2, hidden: false }] } };
  expect(notebooksAreBuilt(lesson, { ...course, checks: points }).map(({ message }) => message)).toContain(
    "it is not what its source gives: run npm run notebooks, and commit what it writes.",
  );
});

test("where JupyterLab is not installed, running notebooks says what to do", async () => {
  const { findings, seconds } = await notebookRuns(courseFolder(), smallCourse().lessons);
  expect(findings.map(({ message }) => message)).toEqual([
    "JupyterLab is not installed in .lab/venv: run npm test or npm run lab once, which install it.",
  ]);
  expect(seconds.size).toBe(0);
});

test("figures are a table with a line of totals, and with notebooks' seconds where those were taken", () => {
  const figure = {
    title: "Small",
    exercises: 2,
    checks: 5,
    hiddenChecks: 1,
    right: 4,
    wrong: 6,
    seconds: 1.26,
  };
  expect(
    figuresText([
      { lesson: "00", ...figure },
      { lesson: "01", ...figure, checks: 15 },
    ]),
  ).toBe(
    [
      "lesson    exercises  checks  hidden  right  wrong  judged in",
      "00 Small          2       5       1      4      6      1.3 s",
      "01 Small          2      15       1      4      6      1.3 s",
      "all               4      20       2      8     12      2.5 s",
    ].join("\n"),
  );
  expect(figuresText([{ lesson: "00", ...figure, notebookSeconds: 31 }])).toContain("notebook\n00 Small");
});
