import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { progressCommand } from "../../../../kit/cli/progress.ts";
import { loadCourse } from "../../../../kit/lesson/index.ts";
import { exerciseFingerprint } from "../../../../kit/notebook/progress/fingerprint.ts";
import { overviewOf } from "../../../../kit/notebook/progress/overview.ts";
import { overviewHtml, overviewText } from "../../../../kit/notebook/progress/overview-text.ts";
import { recordVerified } from "../../../../kit/notebook/progress/progress-file.ts";
import { fixtureCourse } from "../../checking/fixtures/course.ts";
import { runCommand } from "../../cli/support/run-command.ts";

const fixture = fixtureCourse();
const projectRoot = join(import.meta.dirname, "../../../..");
const { root } = fixture;
const course = loadCourse(root);
const [one, two] = course.lessons[0]?.exercises ?? [];
if (!one || !two) throw new Error("The fixture course has two exercises.");
afterAll(() => fixture[Symbol.dispose]());

const checklist = `# Checklist

| not in a section | exercise 01.1 |

## Sums

| you can | proven by |
|---|---|
| add \\| sum | exercise 01.1 |
| do both | exercises 01.1 and 01.2 |

## The whole

| | the system | ground laid in |
|---|---|---|
| 1 | is typed | every exercise |
| 2 | is documented | – |
`;

beforeAll(() => {
  writeFileSync(join(root, "checklist.md"), checklist);
  recordVerified(root, "01.1", { exercise: exerciseFingerprint(one) });
  recordVerified(root, "01.2", { exercise: "what it was before" });
  recordVerified(root, "77.1", { exercise: "of another version" });
});

describe("where a learner stands", () => {
  test("is given exercise by exercise: verified, changed since, and open", () => {
    expect(overviewOf(root, course).lessons[0]).toMatchObject({
      id: "01",
      points: 3,
      maxPoints: 6,
      exercises: [
        { id: "01.1", state: "verified", points: 3 },
        { id: "01.2", state: "again", points: 2 },
        { id: "01.3", state: "open", points: 1 },
      ],
    });
  });

  test("leads to the first exercise that is not verified as it is now", () => {
    expect(overviewOf(root, course).next).toEqual({
      id: "01.2",
      title: two.title,
      notebook: "01-sums.ipynb",
    });
  });

  test("ticks the checklist by its exercises: all of them must hold", () => {
    const items = overviewOf(root, course).checklist.flatMap((section) => section.items);
    expect(items.map(({ text, exercises, holds }) => [text, exercises.length, holds])).toEqual([
      ["add \\| sum", 1, true],
      ["do both", 2, false],
      ["is typed", 3, false],
      ["is documented", 0, false],
    ]);
  });

  test("keeps what was verified in a version of the course with other exercises", () => {
    expect(overviewOf(root, course).elsewhere).toEqual(["77.1"]);
  });

  test("reads well in a terminal", () => {
    expect(overviewText(overviewOf(root, course)).split("\n")).toEqual([
      "01  Sums  ✓↻○  3 of 6 points",
      "      ✓ 01.1 Add two numbers",
      "      ↻ 01.2 Sum a list, which has changed since you solved it: check it again",
      "      ○ 01.3 An agent of your own",
      "",
      "Checklist: 1 of 4 items hold. npm run progress -- --all shows each of them.",
      "Also verified, in another version of the course: 77.1.",
      "Next: exercise 01.2 · Sum a list (in work/01-sums.ipynb).",
    ]);
  });

  test("shows where a lesson's halves meet, and how long the half takes that is next", () => {
    const [lesson] = course.lessons;
    if (!lesson) throw new Error("The fixture course has a lesson.");
    const halved = { lessons: [{ ...lesson, halfway: { after: "01.1", minutes: [35, 75] as const } }] };
    const lines = overviewText(overviewOf(root, halved)).split("\n");
    expect(lines[0]).toBe("01  Sums  ✓·↻○  3 of 6 points");
    expect(lines.slice(-2)).toEqual([
      "Next: exercise 01.2 · Sum a list",
      "  (in work/01-sums.ipynb, second half: 75 minutes).",
    ]);
    expect(overviewHtml(overviewOf(root, halved))).toContain('title="a good place to stop"');
  });

  test("shows every item of the checklist when asked for all", () => {
    const lines = overviewText(overviewOf(root, course), { all: true }).split("\n");
    expect(lines).toContain("Checklist: 1 of 4 items hold.");
    expect(lines).toContain("    ✓ add \\| sum (01.1)");
  });

  test("fits a screen of 24 lines, whatever the learner has done", () => {
    const whole = loadCourse(projectRoot);
    const overview = overviewOf(projectRoot, whole);
    for (const { exercises } of overview.lessons) {
      const [first] = exercises;
      if (!first) continue;
      const next = {
        id: first.id,
        title: first.title,
        notebook: "10-from-three-agents-to-thousands.ipynb",
        half: { which: "second" as const, minutes: 140 },
      };
      const lines = overviewText({ ...overview, next }).split("\n");
      expect(lines.length).toBeLessThanOrEqual(24);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    }
  });

  test("is a small table in a notebook", () => {
    const html = overviewHtml(overviewOf(root, course));
    expect(html).toContain("01 · Sums");
    expect(html.match(/<tr/g)?.length).toBe(1);
    expect(html).toContain("Next: exercise 01.2");
  });

  test("ends when all is done", () => {
    const done = { lessons: [], checklist: [], elsewhere: [] };
    expect(overviewText(done).trim()).toBe("Every exercise there is so far is verified.");
  });
});

describe("an exercise's fingerprint", () => {
  test("changes with what is asked for, and not with its layout", () => {
    const asked = { starter: "function f() {\n  return 0;\n}", names: ["f"], forbids: [] };
    const same = exerciseFingerprint({ ...asked, starter: "function f() {\n    return 0;\n}\n" });
    expect(same).toBe(exerciseFingerprint(asked));
    for (const change of [{ starter: "function f() {}" }, { names: ["g"] }, { forbids: ["map"] }]) {
      expect(exerciseFingerprint({ ...asked, ...change })).not.toBe(same);
    }
  });
});

describe("npm run progress", () => {
  const run = (...args: string[]) => runCommand(progressCommand, ...args);

  test("prints where the learner stands, as text and as JSON", async () => {
    expect(await run("--root", root)).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse((await run("--root", root, "--json")).out)).toEqual(overviewOf(root, course));
  });

  test("answers wrong use and a course that is not there with one sentence", async () => {
    const wrong = await run("--nonsense");
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.err).toMatch(/^Unknown option '--nonsense'\. Run npm run progress -- --help/);
    expect(await run("--root", "/nowhere")).toMatchObject({
      code: 2,
      err: "notebooks/course.json is missing: run `npm run notebooks` to build it.\n",
    });
  });
});
