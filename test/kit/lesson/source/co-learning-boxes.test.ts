import { describe, expect, test } from "vitest";
import { buildNotebooks } from "../../../../kit/lesson/index.ts";
import { coLearningBoxes } from "../../../../kit/lesson/source/co-learning-boxes.ts";
import { parseLesson } from "../../../../kit/lesson/source/parse-lesson.ts";
import { smallLesson } from "../support/small-lesson.ts";

const cell = (source: string, role = "text") => ({ id: "text", role, source });
const prompt = (...lines: string[]) =>
  ["> **AI co-learning prompt**", ">", ...lines.map((line) => `> ${line}`)].join("\n");

describe("the boxes to take to an AI assistant", () => {
  test("are numbered by their kind, in the order of the lesson", () => {
    const challenge =
      '> **CoLearning challenge**\n>\n> "Let me draw it on paper."\n>\n> *Expected outcome:* you can.';
    const trial = '> **Try with AI**\n>\n> *4 minutes.* "Why is it not twice as fast?"';
    const first = prompt('"Explain what a thread is."');
    const second = prompt('"Explain what a core is, too."');
    const boxes = coLearningBoxes("02", [cell(first), cell(`${challenge}\n\n${trial}`), cell(second)]);
    expect(boxes.map(({ id, ask }) => [id, ask])).toEqual([
      ["02 prompt 1", "Explain what a thread is."],
      ["02 challenge 1", "Let me draw it on paper."],
      ["02 try 1", "Why is it not twice as fast?"],
      ["02 prompt 2", "Explain what a core is, too."],
    ]);
  });

  test("ask what stands in quotes, over several lines, with what is to be pasted before it", () => {
    const [box] = coLearningBoxes("02", [
      cell(prompt('Ask it: *(Paste your table.)* "Which part of it does not', 'shrink?" Then compare.')),
    ]);
    expect(box?.ask).toBe("*(Paste your table.)* Which part of it does not shrink?");
  });

  test("ask all they say where nothing is quoted, without the minutes and the expected outcome", () => {
    const source = "> **Try with AI**\n>\n> *6 minutes.* Ask about locks.\n>\n> *Expected outcome:* none.";
    expect(coLearningBoxes("02", [cell(source)])[0]?.ask).toBe("Ask about locks.");
  });

  test("are also the rows of a table under the heading Try with AI", () => {
    const rows = [
      "| minutes | ask | expected outcome |",
      "|---|---|---|",
      '| 3 | "Ask me what I left out here." | A list. |',
      '| 6 | "What is `a \\| b` in this code?" | An answer. |',
    ];
    const source = ["## Try with AI", "", ...rows, "", "## Next"].join("\n");
    expect(coLearningBoxes("03", [cell(source)]).map(({ id, ask }) => [id, ask])).toEqual([
      ["03 try 1", "Ask me what I left out here."],
      ["03 try 2", "What is `a | b` in this code?"],
    ]);
  });

  test("are not looked for in hints and explanations", () => {
    expect(coLearningBoxes("02", [cell(prompt('"Never an exercise of its own."'), "hint")])).toEqual([]);
  });

  test("say in both notebooks how to get them, inside the box, and the course's data knows them", () => {
    const box =
      '// %% [markdown]\n// > **AI co-learning prompt**\n// >\n// > "Explain what a thread is."\n//\n// After it.';
    const lesson = parseLesson(smallLesson({}, box), "solutions/05-small.ts");
    expect(lesson.boxes).toEqual([{ id: "05 prompt 1", ask: "Explain what a thread is." }]);
    const { learner, solved } = buildNotebooks(lesson, {});
    for (const notebook of [learner, solved]) {
      const text = notebook.cells.at(-1)?.source.join("") ?? "";
      expect(text).toContain(
        '> "Explain what a thread is."\n>\n> *Ready to copy, with your own code where it is asked for:* `coteach("05 prompt 1")`\n\nAfter it.',
      );
    }
  });
});
