import { describe, expect, test } from "vitest";
import { durationText, lateRulesOf } from "../../../kit/grading/rules/late-rules.ts";

const due = Date.parse("2026-10-05T21:59:00Z");
const hour = 3_600_000;
const rules = lateRulesOf(
  {
    due: { "01": "2026-10-05T23:59+02:00" },
    graceMinutes: 15,
    late: { percentPerDay: 10, atMostPercent: 25, daysAccepted: 5 },
    extensions: { jane: { "01": 2 }, rick: { "*": "2026-10-07T00:00Z" }, ann: { "*": "any" } },
  },
  "rules.json",
);
const judge = (hoursLate: number, student = "bob") =>
  rules.judge({ student: [student], lesson: "01", time: due + hoursLate * hour });

describe("work that comes after it was due", () => {
  test("loses no points within the grace period", () =>
    expect(judge(0.25)).toMatchObject({ isLate: false, takenOff: 0 }));
  test("loses a share of the points for each day that has begun", () => {
    expect(judge(1)).toMatchObject({ isLate: true, takenOff: 0.1 });
    expect(judge(25).takenOff).toBe(0.2);
    expect(judge(1).reason).toBe("It came 1 hour late: 10 % of the points were taken off.");
  });
  test("loses at most the share that the rules allow", () => expect(judge(100).takenOff).toBe(0.25));
  test("counts nothing when it is no longer accepted", () => {
    expect(judge(121)).toMatchObject({ isLate: true, takenOff: 1 });
    expect(judge(121).reason).toContain("accepted for 5 days");
  });
});

describe("extensions", () => {
  test("of some days", () =>
    expect([judge(47, "jane").isLate, judge(49, "jane").isLate]).toEqual([false, true]));
  test("until a moment", () =>
    expect([judge(26, "rick").isLate, judge(27, "rick").isLate]).toEqual([false, true]));
  test("without an end", () => expect(judge(9999, "ann").isLate).toBe(false));
});

test("an extension is that of the one student whom its name means, whatever others are called", () => {
  const student = (id: string, name: string, logins: readonly string[] = []) => ({
    ...{ id, name },
    roster: { id, name, logins: [id, ...logins], row: 0 },
  });
  const students = [
    student("jane", "Jane Doe"),
    student("mal", "jane", ["rick"]),
    student("rick", "Rick Roe"),
    student("ann2", "Ann Low", ["ann"]),
    student("x1", "Bo Chen"),
    student("x2", "Bo Chen"),
    student("x3", "Di Wu"),
  ];
  const ofClass = lateRulesOf(
    {
      due: { "01": "2026-10-05T23:59+02:00" },
      extensions: Object.fromEntries(
        ["jane", "rick", "ann", "Bo Chen", "Di Wu"].map((name) => [name, { "*": "any" }]),
      ),
    },
    "rules.json",
  ).forClass(students);
  const inTime = students.filter(
    ({ id, name, roster }) =>
      !ofClass.judge({ student: [id, name, ...roster.logins], lesson: "01", time: due + 99 * hour }).isLate,
  );
  expect(inTime.map(({ id }) => id)).toEqual(["jane", "rick", "ann2", "x3"]);
  expect(ofClass.sharedNames()).toEqual(["Bo Chen"]);
});

test("work that a platform marks as late without a time is late, and loses no points", () => {
  expect(rules.judge({ student: ["bob"], lesson: "01", markedLate: true })).toMatchObject({
    isLate: true,
    takenOff: 0,
  });
  expect(rules.judge({ student: ["jane"], lesson: "01", markedLate: true }).reason).toContain(
    "has an extension",
  );
});

test("work that lacks the time which others have is a person's to judge, where a due date asks for it", () => {
  const lacking = (student: string, lesson: string) =>
    rules.judge({ student: [student], lesson, lacksTime: true }).problem;
  expect(lacking("bob", "01")).toMatch(/^It has no time/);
  expect([lacking("bob", "02"), lacking("ann", "01")]).toEqual([undefined, undefined]);
});

describe("work without a time of its platform", () => {
  const untimed = (student: string, lesson: string, more = {}) =>
    rules.judge({ student: [student], lesson, ...more });

  test("is known to be so where it has a due date, and no platform has looked at the time", () => {
    expect(untimed("bob", "01")).toEqual({ isLate: false, reason: "", takenOff: 0, isUntimed: true });
    const known = [
      untimed("bob", "02"),
      untimed("ann", "01"),
      untimed("bob", "01", { isMarked: true }),
      untimed("bob", "01", { isMarked: true, markedLate: true }),
    ];
    for (const judged of known) expect(judged).not.toHaveProperty("isUntimed");
  });

  test("is late by a time that the student may have written, and never ahead of others by it", () => {
    expect(untimed("bob", "01", { statedAt: due + 25 * hour })).toMatchObject({
      isLate: true,
      takenOff: 0.2,
    });
    expect(untimed("bob", "01", { statedAt: due - 25 * hour })).toEqual({
      isLate: false,
      reason: "",
      takenOff: 0,
    });
    expect(untimed("bob", "01", { statedAt: due - hour, time: due + hour })).toMatchObject({ isLate: true });
  });
});

test("without a due date nothing is late", () => {
  expect(rules.judge({ student: ["bob"], lesson: "02", time: due * 2 })).toMatchObject({ isLate: false });
});

test("a student who is named in the rules and not in the class is reported", () => {
  expect(rules.unknownStudents(new Set(["jane", "ann"]))).toEqual(["rick"]);
});

test.each([
  [[], "one JSON object"],
  [{ dues: {} }, '"dues" is unknown'],
  [{ due: { "01": "2026-10-05" } }, "a time with its zone"],
  [{ due: { "01": "2026-10-05T23:59" } }, "a time with its zone"],
  [{ due: { "01": "2026-13-45T23:59Z" } }, "a time with its zone"],
  [{ graceMinutes: -1 }, '"graceMinutes" is a number'],
  [{ late: { percentPerDay: 200 } }, '"percentPerDay" is a number from 0 to 100'],
  [{ late: { percentADay: 1 } }, '"percentADay" is unknown'],
  [{ extensions: { jane: 3 } }, "an object of lessons"],
  [{ extensions: { jane: { "01": "soon" } } }, "a time with its zone"],
  [{ missingCountsAsZero: "yes" }, "is true or false"],
])("%j is refused in one sentence", (value, sentence) => {
  expect(() => lateRulesOf(value, "rules.json")).toThrow(sentence);
});

test("durations read as people say them", () => {
  expect([1, 61_000, 90 * 60_000, 26 * hour, 48 * hour].map(durationText)).toEqual([
    "1 minute",
    "2 minutes",
    "1 hour and 30 minutes",
    "1 day and 2 hours",
    "2 days",
  ]);
});
