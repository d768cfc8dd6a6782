import { describe, expect, test } from "vitest";
import { SimilarAnswers } from "../../../../kit/grading/similar/similar-answers.ts";
import { shingles } from "../../../../kit/guard/index.ts";

const loop = (name: string, body: string) => `
function ${name}(values: number[], limit: number): number {
  let total = 0;
  for (const value of values) {
    if (value % 2 === 0 && value < limit) total += value * value - 1;
    else if (value > limit * 3) total -= Math.floor(value / 2);
    ${body}
  }
  return total >= 0 ? total : -total + limit;
}`;
const original = loop("answer", "while (total > 1000) total = Math.sqrt(total) + 1;");
/** The same answer with other names, comments and spaces. */
const renamed = original
  .replaceAll("value", "x")
  .replaceAll("total", "sum")
  .replaceAll("limit", "most")
  .replaceAll("{\n", "{ // begins here\n\n");
const other = `
function answer(values: number[], limit: number): number {
  const even = values.filter((value) => value % 2 === 0).filter((value) => value < limit);
  const large = values.filter((value) => value > limit * 3).map((value) => Math.floor(value / 2));
  return Math.abs(even.reduce((sum, value) => sum + value ** 2 - 1, 0) - large.reduce((sum, one) => sum + one, 0));
}`;

const runs = (code: string) => shingles(code, "dropped").filter((run) => run !== "");
const compare = (answers: readonly (readonly [student: string, code: string, submission?: string])[]) => {
  const similar = new SimilarAnswers(runs);
  for (const [student, code, submission = student] of answers)
    similar.add({ exercise: "01.1", student, submission }, code);
  return similar.pairs();
};

describe("answers that are much alike", () => {
  test("are a pair, whatever names and comments they have", () => {
    expect(
      compare([
        ["zoe", renamed],
        ["ana", original],
        ["bo", other],
      ]),
    ).toEqual([{ exercise: "01.1", students: ["ana", "zoe"], share: 1, runs: expect.any(Number) }]);
  });

  test("are no pair when they are one submission of a group", () => {
    expect(
      compare([
        ["ana", original, "team/01.ipynb"],
        ["bo", original, "team/01.ipynb"],
      ]),
    ).toEqual([]);
  });

  test("are no pair when they are short", () => {
    const short = "const add = (a: number, b: number) => a + b;";
    expect(
      compare([
        ["ana", short],
        ["bo", short],
      ]),
    ).toEqual([]);
  });

  test("are no pair when many wrote the same", () => {
    const many = Array.from({ length: 9 }, (_, at) => [`student ${at}`, original] as const);
    expect(compare(many)).toEqual([]);
  });

  test("are no pair when what is alike was handed out", () => {
    const handedOut = new Set(runs(original));
    const similar = new SimilarAnswers((code) => runs(code).filter((run) => !handedOut.has(run)));
    for (const student of ["ana", "bo"])
      similar.add(
        { exercise: "01.1", student, submission: student },
        `${original}\nconst own = "${student}";`,
      );
    expect(similar.pairs()).toEqual([]);
  });

  test("come with the largest share first", () => {
    const changed = original.replace("total -= Math.floor(value / 2)", "total -= Math.ceil(value / 2) + 7");
    const pairs = compare([
      ["a", original],
      ["b", renamed],
      ["c", changed],
    ]);
    expect(pairs[0]).toMatchObject({ students: ["a", "b"], share: 1 });
    for (const pair of pairs.slice(1)) expect(pair.share).toBeLessThan(1);
  });
});
