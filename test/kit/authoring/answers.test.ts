import { describe, expect, test } from "vitest";
import { readAnswers, readSets } from "../../../kit/authoring/answers/read-answers.ts";
import { sameProgram, tokensOf } from "../../../kit/authoring/answers/tokens.ts";
import { courseFolder } from "../lesson/support/course-folder.ts";

test("answers are read from their folders, with their exercise and the checks meant for them", () => {
  const root = courseFolder({
    "test/answers/04/wrong/04.2-racy.ts":
      "// exercise 04.2 · Spend\n// Looks first.\n// fails: nobody overspends\n// fails: the last one\nconst a = 1;\n",
    "test/answers/04/right/nameless.ts": "const a = 1;\n",
    "test/answers/04/wrong/notes.md": "no answer",
    "test/answers/README.ts": "no answer",
    "test/answers/12/complete/all.ts":
      "// A whole.\n\n// %%\n// exercise 12.1 · One\n1;\n\n// %%\n// exercise 12.2 · Two\n2;\n",
    "test/answers/12/flawed/part.ts": "// %%\n// exercise 12.2 · Two\n2;\n",
  });
  expect(readAnswers(root)).toMatchObject([
    {
      kind: "right",
      file: "test/answers/04/right/nameless.ts",
      lesson: "04",
      exercise: undefined,
      fails: [],
    },
    { kind: "wrong", lesson: "04", exercise: "04.2", fails: ["nobody overspends", "the last one"] },
  ]);
  expect(readSets(root)).toEqual([
    { kind: "right", file: "test/answers/12/complete/all.ts", lesson: "12", exercises: ["12.1", "12.2"] },
    { kind: "wrong", file: "test/answers/12/flawed/part.ts", lesson: "12", exercises: ["12.2"] },
  ]);
  expect(readAnswers(courseFolder())).toEqual([]);
});

describe("two programs", () => {
  test.each([
    ["names and layout", "const a = (n) => n + 1;", "const b=(x)=>x+1; // more", true],
    ["an operator", "const a = (n) => n + 1;", "const a = (n) => n - 1;", false],
    ["which name stands where", "f(a, b, a)", "f(a, b, b)", false],
    ["a text", 'say("a")', 'say("b")', false],
  ])("that differ in %s", (_, one, other, same) => {
    expect(sameProgram(one, other)).toBe(same);
  });

  test("are told apart by tokens: regular expressions and templates are whole", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code of a template.
    expect(tokensOf("/a b/.test(`x ${y} z`) // c")).toEqual([
      "/a b/",
      ".",
      "test",
      "(",
      "`x ${",
      "y",
      "} z`",
      ")",
    ]);
  });
});
