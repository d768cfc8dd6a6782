import { describe, expect, test } from "vitest";
import type { AuthoredCourse } from "../../../../kit/authoring/authored-course.ts";
import { findingText } from "../../../../kit/authoring/finding.ts";
import { courseRules, lessonRules } from "../../../../kit/authoring/rules/contract.ts";
import { replacing, smallCourse, soundAnswers } from "../support/sound-lesson.ts";

/** Rules that look at files on disk have tests of their own. */
const ON_DISK = ["notebooks-are-built"];

async function findings(course: AuthoredCourse): Promise<string[]> {
  const ofLessons = course.lessons.flatMap((lesson) => lessonRules.flatMap((rule) => rule(lesson, course)));
  const [unique, belong] = courseRules;
  const ofCourse = [...((await unique?.(course)) ?? []), ...((await belong?.(course)) ?? [])];
  return [...ofLessons, ...ofCourse].filter(({ rule }) => !ON_DISK.includes(rule)).map(findingText);
}

test("a sound lesson keeps every rule", async () => {
  expect(await findings(smallCourse())).toEqual([]);
});

/** One defect each: how the lesson is broken, and the one finding that names lesson or exercise and what to do. */
const defects: [name: string, change: (source: string) => string, finding: RegExp][] = [
  [
    "no minutes",
    replacing("*About 10 minutes.", "*About 12 minutes."),
    /lesson 00: its first cell .+ \[has-every-part\]/,
  ],
  ["no objectives", replacing("// - halve a number.", "// And so on."), /it does not say what one learns/],
  ["nothing live", replacing("await watch(", "await run("), /it shows nothing live/],
  ["a pitfall that is not run", replacing("A pitfall", "A remark"), /it shows no pitfall going wrong/],
  [
    "no co-learning prompt",
    replacing("**AI co-learning prompt**", "**A prompt**"),
    /it has no co-learning prompt/,
  ],
  ["no challenge", replacing("**CoLearning challenge**", "**Challenge**"), /it has no challenge/],
  [
    "a box for instructors",
    replacing("**CoLearning challenge**", "**For instructors** **CoLearning challenge**"),
    /a box for instructors stands between/,
  ],
  [
    "minutes that are not true",
    (source) => source.replace("minutes: 10", "minutes: 25").replace("About 10 minutes", "About 25 minutes"),
    /it says 25 minutes and takes about \d+: .+ \[minutes-are-true\]/,
  ],
  [
    "an exercise without minutes",
    replacing("// *3 minutes · write.*\n\n// %% tags", "// Now you.\n\n// %% tags"),
    /exercise 00\.2: its text does not say how long it takes: .+ \[minutes-are-true\]/,
  ],
  ["no minutes to try", replacing("*3 minutes.* ", ""), /it has no \*\*Try with AI\*\* with minutes/],
  [
    "no expected outcome",
    replacing("*Expected outcome:*", "*So:*"),
    /it has no \*\*Try with AI\*\* with minutes/,
  ],
  ["no recap", replacing("## Recap", "## In short"), /it has no recap/],
  ["two quiz questions", replacing("<details><summary>3. Who?</summary>", "3. Who?"), /it has no quiz/],
  ["no way on", replacing("**Next:**", "See"), /it leads nowhere/],
  [
    "no word on late output",
    replacing("late or missing", "not there"),
    /output of a worker is late or missing/,
  ],
  [
    "no second way",
    replacing("Adding the value to itself is a second way.", ""),
    /exercise 00\.1: its explanation names no second way/,
  ],
  [
    "no explanation",
    replacing('// %% [markdown] tags=["explanation"]\n// Dividing', "// %% [markdown]\n// Dividing"),
    /exercise 00\.2: it has no explanation/,
  ],
  [
    "hints that repeat each other",
    replacing("Share it out among two people who get the same.", "What, then, is the opposite of doubling?"),
    /exercise 00\.2: hint 2 says what hint 1 says: .+ \[hints-climb\]/,
  ],
  [
    "a last hint that says less than the first",
    replacing("// Divide with `/`. The number on its right says how many get a part of it.", "// Divide it."),
    /exercise 00\.2: its last hint is no plainer/,
  ],
  [
    "a hint that holds the answer",
    replacing(
      "How often does the value",
      "Write `const result = value * 2; if (result === 0)`. How often does it",
    ),
    /exercise 00\.1: hint 1 gives the answer away .+ \[hints-keep-the-answer\]/,
  ],
  [
    "a diagram without words",
    replacing("*The diagram in words: a leads to b.*", ""),
    /:\d+: lesson 00: the diagram is not told in words/,
  ],
  [
    "an image without words",
    replacing("![Two bars, one twice as long as the other]", "![]"),
    /the image glossary\.md has no words/,
  ],
  [
    "a link to a lesson that is not there",
    replacing("(00-small.ipynb#Twice", "(09-none.ipynb#Twice"),
    /the link to 09-none\.ipynb\S* leads nowhere/,
  ],
  [
    "a link to a heading that is not there",
    replacing("#Twice-and-half)", "#Thrice)"),
    /leads to no heading of lesson 00/,
  ],
  [
    "a link out of the lessons",
    replacing("(https://nodejs.org/api/)", "(../docs/a.md)"),
    /leads out of the folder of lessons/,
  ],
  [
    "an address that is none",
    replacing("https://nodejs.org/api/", "http://nodejs"),
    /the address http:\/\/nodejs is not valid/,
  ],
];

describe("a lesson with one defect gets one finding that says what to do", () => {
  test.each(defects)("%s", async (_, change, finding) => {
    const found = await findings(smallCourse(change));
    expect(found.join("\n")).toMatch(finding);
    expect(found.length).toBe(1);
  });

  test.each([
    [
      "Share it out among two people who get the same.",
      "What, then, is the opposite of doubling?",
      "hint 2 says",
    ],
    [
      "Divide with `/`. The number on its right says how many get a part of it.",
      "Divide it.",
      "its last hint",
    ],
    ["How often does the value", "Write `const result = value * 2; if (result === 0)`.", "hint 1 gives"],
  ])("the place of %j, changed, is the line of the hint itself", async (text, changed, begins) => {
    let lines: string[] = [];
    const course = smallCourse((source) => {
      const broken = replacing(text, changed)(source);
      lines = broken.split("\n");
      return broken;
    });
    const [finding = ""] = await findings(course);
    const line = lines.findIndex((one) => one.startsWith(`// ${changed}`)) + 1;
    expect(finding).toMatch(new RegExp(`^solutions/00-small\\.ts:${line}:1: exercise 00\\.\\d: ${begins}`));
  });

  test("a demo with two lines of a solution gives it away", async () => {
    const shown = "const value = 3;\n  const result = value * 2;\n  if (result === 0) return 0;";
    const [finding = "", ...more] = await findings(
      smallCourse(replacing("console.log(0 / 2);", `function demo(): number {\n${shown}\n  return 1;\n}`)),
    );
    expect(finding).toMatch(
      /:\d+: exercise 00\.1: the learners' notebook shows part of its solution .+\[learners-see-no-answer\]/,
    );
    expect(more).toEqual([]);
  });

  test("a hint that stands in the prose gives it away too", async () => {
    const hint = "Share it out among two people who get the same.";
    const found = await findings(smallCourse(replacing("Look at what comes out.", hint)));
    expect(found.join("\n")).toMatch(/the learners' notebook holds one of its hints/);
  });
});

describe("an exercise", () => {
  const without = (matches: (file: string) => boolean) => soundAnswers.filter(({ file }) => !matches(file));

  test("is tried on enough answers of both kinds", async () => {
    const found = await findings(
      smallCourse(undefined, { answers: without((file) => /00\.1-loop|00\.2-two/.test(file)) }),
    );
    expect(found).toEqual([
      "solutions/00-small.ts: exercise 00.1: it is tried on 1 correct answer: write at least 2, as test/answers/00/right/00.1-NAME.ts. [enough-answers]",
      "solutions/00-small.ts: exercise 00.2: it is tried on 2 wrong answers: write at least 3, as test/answers/00/wrong/00.2-NAME.ts. [enough-answers]",
    ]);
  });

  test("counts a whole lesson answered at once as one answer to each of its exercises", async () => {
    const sets = [
      { kind: "right", file: "test/answers/00/complete/a.ts", lesson: "00", exercises: ["00.1"] },
      { kind: "wrong", file: "test/answers/00/flawed/a.ts", lesson: "00", exercises: ["00.2"] },
    ] as const;
    const answers = without((file) => /00\.1-loop|00\.2-two/.test(file));
    expect(await findings(smallCourse(undefined, { answers, sets }))).toEqual([]);
  });

  test("is not tried twice on one program with other names", async () => {
    const answers = soundAnswers.map((answer) =>
      answer.file.endsWith("right/00.1-loop.ts")
        ? { ...answer, code: "// exercise 00.1 · Title\nconst double = (n: number) => n + n; // the same" }
        : answer,
    );
    expect(await findings(smallCourse(undefined, { answers }))).toEqual([
      "test/answers/00/right/00.1-loop.ts: exercise 00.1: test/answers/00/right/00.1-loop.ts is test/answers/00/right/00.1-adding.ts with other names: write it in another way. [enough-answers]",
    ]);
  });
});

describe("an answer", () => {
  const extra = (fields: object) => ({
    answers: [
      ...soundAnswers,
      { ...(soundAnswers[0] as (typeof soundAnswers)[0]), file: "test/answers/00/right/x.ts", ...fields },
    ],
  });

  test.each([
    [
      "begins with its exercise's line",
      { exercise: undefined },
      /x\.ts:1:1: lesson 00: it does not begin with/,
    ],
    [
      "stands in the folder of its lesson",
      { exercise: "01.1" },
      /it answers exercise 01\.1 and stands in the folder of lesson 00/,
    ],
    ["answers an exercise that there is", { exercise: "00.9" }, /there is no exercise 00\.9/],
  ])("%s", async (_, fields, finding) => {
    expect((await findings(smallCourse(undefined, extra(fields)))).join("\n")).toMatch(finding);
  });
});

describe("a long lesson", () => {
  const long = (text: string) => (source: string) =>
    source
      .replace("minutes: 10", "minutes: 60")
      .replace("About 10 minutes", "About 60 minutes")
      .replaceAll("*3 minutes ·", "*30 minutes ·")
      .replace("// %% [markdown]\n// *30", `// %% [markdown]\n// ${text}\n\n// %% [markdown]\n// *30`);

  test("names a place to stop near its middle, and how long both halves take", async () => {
    const box = "> **A good place to stop.** About 30 minutes lie behind you, and 30 before you.";
    expect(await findings(smallCourse(long(box)))).toEqual([]);
    expect((await findings(smallCourse(long("Go on.")))).join("\n")).toMatch(/names no place to stop/);
    const silent = "> **A good place to stop.** Have a rest.";
    expect((await findings(smallCourse(long(silent)))).join("\n")).toMatch(
      /write "About \d+ minutes lie behind you, and \d+ before you\."/,
    );
  });
});

test("a lesson has a scene in the instructors' guide", async () => {
  expect(await findings(smallCourse(undefined, { guide: "# For instructors" }))).toEqual([
    'solutions/00-small.ts: lesson 00: instructors find no scene for it: write one below "### 00 · Small" in docs/instructors.md. [has-every-part]',
  ]);
});

test("a check sends learners to a heading that there is, and belongs to an exercise", async () => {
  const check = { name: "doubles every number", points: 1, hidden: false };
  const checks = {
    "00.1": {
      checks: [
        { ...check, exercise: "00.1", reread: "Twice and Half!", essential: true as const },
        { ...check, exercise: "00.1", name: "halves every number", reread: "Thrice" },
      ],
    },
    "00.7": { checks: [{ ...check, exercise: "00.7" }] },
  };
  const found = await findings(smallCourse(undefined, { checks }));
  expect(found).toEqual([
    'test/checks/00.check.ts: exercise 00.1: the check "halves every number" sends learners to “Thrice”, which is no heading of this lesson or of one before it. [rereads-a-section]',
    "test/checks/00.check.ts: exercise 00.7: it has checks, and no lesson has such an exercise: mend the id. Did you mean “00.1”? [ids-are-unique]",
  ]);
});

test("a check says what has to hold, by its name or by `expected`, and what to read again", async () => {
  const check = { exercise: "00.1", points: 1, hidden: false, reread: "Twice and half" };
  const { reread: _, ...unread } = check;
  const checks = {
    "00.1": {
      checks: [
        { ...check, name: "large numbers", expected: "Numbers beyond 2⁵³ are doubled exactly." },
        { ...check, name: "works", essential: true as const },
        { ...unread, name: "doubles every number" },
      ],
    },
  };
  expect(await findings(smallCourse(undefined, { checks }))).toEqual([
    'test/checks/00.check.ts: exercise 00.1: the check "works" does not say what has to hold: give it a name that does, or { expected: "A SENTENCE" }. [checks-are-explained]',
    'test/checks/00.check.ts: exercise 00.1: the check "doubles every number" does not say what to read again: give it, or its exercise, { reread: "A HEADING OF THE LESSON" }. [checks-are-explained]',
  ]);
});

test("an exercise has one or two essential checks, and learners see one at least", async () => {
  const common = { exercise: "00.1", points: 1, hidden: false, reread: "Twice and half" };
  const check = (name: string, fields: object = {}) => ({ ...common, name, ...fields });
  const essential = { essential: true } as const;
  const found = async (...checks: ReturnType<typeof check>[]) =>
    (await findings(smallCourse(undefined, { checks: { "00.1": { checks } } }))).join("\n");
  const none = await found(
    check("doubles every number"),
    check("doubles no text", { ...essential, hidden: true }),
  );
  expect(none).toContain("00.1: learners see no essential check: mark the one or two");
  const names = ["doubles small numbers", "doubles large numbers", "doubles zero too"];
  expect(await found(...names.map((name) => check(name, essential)))).toContain(
    "00.1: 3 of its checks are essential: choose the one or two",
  );
  expect(await found(...names.map((name, at) => check(name, at === 0 ? {} : essential)))).toBe("");
});

test("two lessons cannot share an exercise, nor a lesson's exercises a title", async () => {
  const [lesson] = smallCourse(replacing("00.2 · Half", "00.2 · Twice")).lessons;
  if (!lesson) throw new Error("There is one lesson.");
  const found = await findings(smallCourse(undefined, { lessons: [lesson, { ...lesson, id: "01" }] }));
  expect(found.join("\n")).toMatch(/another exercise of the lesson is called "Twice"/);
  expect(found.join("\n")).toMatch(/lesson 00 has an exercise 00\.1, too/);
});
