import { describe, expect, test } from "vitest";
import type { JudgedMutant } from "../../../../kit/authoring/mutation/judge-mutants.ts";
import { mutantsOf } from "../../../../kit/authoring/mutation/mutants.ts";
import {
  type MutationRecord,
  recordText,
  updatedRecord,
} from "../../../../kit/authoring/mutation/mutation-record.ts";
import { replacing, smallCourse } from "../support/sound-lesson.ts";

const lessonWith = (change?: (source: string) => string) => {
  const [lesson] = smallCourse(change).lessons;
  if (!lesson) throw new Error("There is one lesson.");
  return lesson;
};

describe("the mutants of a lesson", () => {
  test("change one thing each in what the learner has to write, and the rest stays", async () => {
    const mutants = await mutantsOf(lessonWith());
    expect(
      mutants.map(({ exercise, line, original, replacement }) => [exercise, line, original, replacement]),
    ).toEqual([
      ["00.1", 3, "value * 2", "value / 2"],
      ["00.1", 4, "result === 0", "true"],
      ["00.1", 4, "result === 0", "false"],
      ["00.1", 4, "result === 0", "result !== 0"],
      ["00.2", 3, "value / 2", "value * 2"],
    ]);
    const [first] = mutants;
    expect(first?.code).toBe(
      "// exercise 00.1 · Twice\nfunction twice(value: number): number {\n  const result = value / 2;\n  if (result === 0) return 0;\n  return result;\n}",
    );
  });

  test("leave alone what the starter gives", async () => {
    const given = "function twice(value: number): number {\n  if (value > 1000) return 0;";
    const mutants = await mutantsOf(lessonWith(replacing("function twice(value: number): number {", given)));
    expect(mutants.length).toBe(5);
    expect(mutants.every(({ code, exercise }) => exercise === "00.2" || code.includes("value > 1000"))).toBe(
      true,
    );
  });
});

describe("the score", () => {
  const judged = (
    exercise: string,
    state: JudgedMutant["state"],
    original = "a",
    line = 1,
  ): JudgedMutant => ({
    mutant: { lesson: "00", exercise, mutator: "M", line, original, replacement: "b", code: "" },
    state,
  });
  const killed = Array.from({ length: 8 }, () => judged("00.1", "killed"));

  test("counts what is noticed; what does not compile does not count", () => {
    const { "00": lesson } = updatedRecord({}, [
      ...killed,
      judged("00.2", "survived"),
      judged("00.1", "invalid"),
    ]);
    expect(lesson).toMatchObject({ killed: 8, survived: 1, invalid: 1, score: 88.8, asked: 88.8 });
    expect(lesson?.survivors).toEqual([
      { exercise: "00.2", mutator: "M", line: 1, original: "a", replacement: "b", reason: "" },
    ]);
  });

  test("keeps the reasons that authors gave, also when the line moves, and the other lessons", () => {
    const given = updatedRecord({}, [...killed, judged("00.2", "survived"), judged("00.2", "survived", "c")])[
      "00"
    ];
    if (!given) throw new Error("There is a score.");
    const before: MutationRecord = {
      "00": {
        ...given,
        survivors: given.survivors.map((survivor) => ({ ...survivor, reason: "not asked: a label." })),
      },
      "07": { ...given, score: 1 },
    };
    const now = updatedRecord(before, [
      ...killed,
      judged("00.2", "survived", "a", 5),
      judged("00.1", "survived", "new"),
    ]);
    expect(now["00"]).toMatchObject({ score: 80, asked: 88.8 });
    expect(now["00"]?.survivors.map(({ exercise, line, reason }) => [exercise, line, reason])).toEqual([
      ["00.1", 1, ""],
      ["00.2", 5, "not asked: a label."],
    ]);
    expect(now["07"]).toEqual(before["07"]);
    expect(Object.keys(JSON.parse(recordText(now)))).toEqual(["00", "07"]);
  });
});
