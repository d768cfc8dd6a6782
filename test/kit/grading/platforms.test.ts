import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRoster } from "../../../kit/grading/index.ts";
import { lateRulesOf } from "../../../kit/grading/rules/late-rules.ts";
import { type TestClass, testClass } from "./class-of.ts";
import { zipOf } from "./zips.ts";

/** Whole runs over what platforms and spreadsheets really write. */

let room: TestClass;
beforeAll(async () => {
  room = await testClass();
});
afterAll(() => room?.[Symbol.asyncDispose]());

const solved = () => JSON.stringify(room.solved());
const states = (out: string) => room.rows(out).map(({ student, status }) => [student, status]);

test("a group of Gradescope is graded once, every member has the grade, and staff are no students", async () => {
  const metadata = `---
submission_111:
  :submitters:
  - :name: Ana Lima
    :sid: '1001'
    :email: ana@x.edu
  - :name: Bo Chen
    :sid: '1002'
    :email: bo@x.edu
  :created_at: 2026-10-05 21:59:30.123456789 Z
`;
  const zip = room.put(
    "gradescope.zip",
    await zipOf([
      { name: "assignment_9_export/submission_metadata.yml", content: metadata },
      { name: "assignment_9_export/submission_111/01-sums.ipynb", content: solved() },
    ]),
    room.root,
  );
  const roster = room.put(
    "gradescope.csv",
    "First Name,Last Name,SID,Email,Role\nAna,Lima,1001,ana@x.edu,Student\nBo,Chen,1002,bo@x.edu,Student\nTina,Assist,,tina@x.edu,TA\n",
    room.root,
  );
  const result = await room.grade("gs", { submissions: [zip], roster: readRoster(roster) });
  expect(result.graded).toBe(1);
  const rows = room.rows("gs");
  expect(rows.map(({ student, total, max }) => [student, total === max])).toEqual([
    ["1001", true],
    ["1002", true],
  ]);
  expect(rows.map(({ reason }) => reason)).toEqual([
    "Handed in together with Bo Chen.",
    "Handed in together with Ana Lima.",
  ]);
  expect(result.problems).toEqual(["On the roster, and no student by its role: Tina Assist."]);
});

test("Moodle's zip and worksheet in German give one row, and a worksheet to import", async () => {
  const zip = room.put(
    "moodle.zip",
    await zipOf([{ name: "Jane Doe_4711_assignsubmission_file_/01-sums.ipynb", content: solved() }]),
    room.root,
  );
  const roster = room.put(
    "worksheet.csv",
    'ID,"Vollständiger Name","E-Mail-Adresse",Status,Bewertung,Bestwertung\nTeilnehmer/in4711,"Jane Doe",jane@x.de,"Zur Bewertung abgegeben",,"23,00"\n',
    room.root,
  );
  const { problems } = await room.grade("moodle", { submissions: [zip], roster: readRoster(roster) });
  expect(states("moodle")).toEqual([["jane@x.de", "graded"]]);
  expect(problems).toEqual([]);
  const [line] = parse(readFileSync(join(room.root, "moodle/lms/moodle-worksheet-01.csv")), {
    columns: true,
  }) as Record<string, string>[];
  expect(line?.Bewertung).toBe("23");
});

test("zones by name are read, times without one are in the course's, and unreadable ones are never on time", async () => {
  const times = {
    named: "2026-10-05 23:30 America/Los_Angeles",
    late: "2026-10-05 23:59:30",
    early: "2026-10-05 23:58",
    unread: "2026-10-05 15:58:23 CST",
  };
  for (const [student, time] of Object.entries(times)) {
    room.put(`times/${student}/lesson01/01-sums.ipynb`, solved(), room.root);
    room.put(`times/${student}/lesson01/timestamp.txt`, time, room.root);
  }
  const rules = {
    timezone: "Europe/Berlin",
    due: { "01": "2026-10-05 23:59" },
    late: { percentPerDay: 10 },
  };
  await room.grade("times-out", {
    submissions: [join(room.root, "times")],
    rules: lateRulesOf(rules, "rules.json"),
  });
  expect(states("times-out")).toEqual([
    ["early", "graded"],
    ["late", "late"],
    ["named", "late"],
    ["unread", "needs attention"],
  ]);
  const reason = (student: string) => room.rows("times-out").find((row) => row.student === student)?.reason;
  expect(reason("named")).toContain("10 % of the points were taken off");
  expect(reason("unread")).toContain('Its time "2026-10-05 15:58:23 CST" cannot be read');
});

test("where half of a class has no time the page, the terminal and the JSON say so by name, and the rules hold for the others", async () => {
  for (const student of ["ana", "bo", "cy", "di"])
    room.put(`half/${student}/lesson01/01-sums.ipynb`, solved(), room.root);
  room.put("half/ana/lesson01/timestamp.txt", "2026-10-01 12:00 UTC", room.root);
  room.put("half/bo/lesson01/timestamp.txt", "2026-10-07 12:00 UTC", room.root);
  const { problems } = await room.grade("half-out", {
    submissions: [join(room.root, "half")],
    rules: lateRulesOf({ due: { "01": "2026-10-05T23:59Z" }, late: { percentPerDay: 10 } }, "rules.json"),
  });
  expect(states("half-out").map(([, status]) => status)).toEqual(["graded", "late", "graded", "graded"]);
  const sentence =
    "Lesson 01: 2 of 4 notebooks have no time, so nothing tells whether they came in time, and the due date made none of them late: cy, di. The rules were applied to the others. Since so many have none, a student may have written a time, which counts only where it is late.";
  expect(problems).toEqual([sentence]);
  expect(readFileSync(join(room.root, "half-out/class.html"), "utf8")).toContain(sentence);
  const json = JSON.parse(readFileSync(join(room.root, "half-out/gradebook.json"), "utf8"));
  expect(json.problems).toEqual([sentence]);
  expect(json.rows.map((row: { noTime?: boolean }) => row.noTime ?? false)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test("points by hand as a spreadsheet saves them count, and those that cannot are named and kept", async () => {
  room.put("hand/jdoe/01-sums.ipynb", solved(), room.root);
  const submissions = [join(room.root, "hand")];
  await room.grade("by-hand", { submissions });
  const before = room.rows("by-hand")[0]?.exercises.find(({ id }) => id === "01.2");
  room.put(
    "by-hand/manual.csv",
    "student;lesson;cell;max;points;comment\njdoe;1;1.2;;0,5;as Excel saves it\njdoe;1;01.9;;2;no such exercise\njdoe;1;01.3;;99;too many\n",
    room.root,
  );
  const { problems } = await room.grade("by-hand", { submissions });
  const points = Object.fromEntries(
    room.rows("by-hand")[0]?.exercises.map((one) => [one.id, one.points]) ?? [],
  );
  expect(before?.points).not.toBe(0.5);
  expect(points["01.2"]).toBe(0.5);
  expect(points["01.3"]).toBeLessThan(99);
  expect(problems).toEqual([
    expect.stringMatching(/^manual\.csv, line 3: lesson 01 has no cell 01\.9; it has 01\.1, /),
    expect.stringMatching(/^manual\.csv, line 4: 99 points for 01\.3, which has \d+: they count nowhere/),
  ]);
  const kept = readFileSync(join(room.root, "by-hand/manual.csv"), "utf8");
  expect(kept).toContain("jdoe,01,01.9,,2,no such exercise");
  expect(kept).toContain("jdoe,01,01.3,,99,too many");
});

test("where nothing was judged exercises have blanks, and spreadsheets read the names right", async () => {
  room.put("blank/Zoë/01-sums.ipynb", solved(), room.root);
  room.put("blank/Bo/01-sums.ipynb", "broken", room.root);
  const roster = room.put("blank.csv", "name\nZoë\nBo\nGus\n", room.root);
  await room.grade("blank-out", { submissions: [join(room.root, "blank")], roster: readRoster(roster) });
  const bytes = readFileSync(join(room.root, "blank-out/gradebook.csv"));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
  expect(lines.map((line) => [line.student, line["01.1"] === "", line.total === ""])).toEqual([
    ["Bo", true, true],
    ["Gus", true, true],
    ["Zoë", false, false],
  ]);
});

test.each([
  ["no lesson was asked for", {}, undefined, null, 1],
  ["the lesson was asked for", {}, ["01"], 0, 0],
  ["the lesson has a due date", { due: { "01": "2026-10-05T23:59Z" } }, undefined, 0, 1],
])(
  "missing work counts 0 only in lessons that were asked for: %s",
  async (what, rules, lessons, total, said) => {
    room.put("zero/ana/01-sums.ipynb", solved(), room.root);
    const roster = room.put("zero.csv", "student\nana\ngus\n", room.root);
    const out = `zero, ${what}`;
    const { problems } = await room.grade(out, {
      submissions: [join(room.root, "zero")],
      roster: readRoster(roster),
      rules: lateRulesOf({ missingCountsAsZero: true, ...rules }, "rules.json"),
      ...(lessons ? { lessons } : {}),
    });
    expect(room.rows(out).find(({ student }) => student === "gus")?.total).toBe(total);
    expect(problems).toHaveLength(said);
  },
);

test("notebooks of several people below one folder are never taken for attempts of one", async () => {
  for (const [who, text] of [
    ["ana", solved()],
    ["bo", solved().replace("return a + b", "return a - b")],
  ] as const) {
    room.put(`class/section-a/${who}/01-sums.ipynb`, text, room.root);
    room.put(
      `class/section-a/${who}/timestamp.txt`,
      `2026-10-0${who === "ana" ? 5 : 6} 10:00 UTC`,
      room.root,
    );
  }
  await room.grade("people", { submissions: [join(room.root, "class")] });
  expect(room.rows("people")).toMatchObject([
    { status: "needs attention", reason: expect.stringContaining("If they are of several people") },
  ]);
});
