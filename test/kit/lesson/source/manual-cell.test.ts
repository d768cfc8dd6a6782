import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { courseText } from "../../../../kit/lesson/course/course.ts";
import { buildNotebooks, parseLesson } from "../../../../kit/lesson/index.ts";
import { smallLesson } from "../support/small-lesson.ts";

const rubric = '["Names the bottleneck", "Gives a number"]';
const cell = (metadata = `points=5 rubric=${rubric}`, body = text) =>
  `// %% [markdown] tags=["manual"] ${metadata}\n${body}`;
const text = `// ### What limits your speedup?
//
// Look at your own chart.
//
// <!-- BEGIN SOLUTION -->
// The serial part: 12 % of the time.
// <!-- END SOLUTION -->`;
const parse = (...cells: string[]) => parseLesson(smallLesson({}, ...cells), "05-small.ts");
const learnersText =
  "### What limits your speedup?\n\nLook at your own chart.\n\n*Write your answer here, in place of this line.*";

test("a cell that a person grades has an id by its order, points and a rubric, and loses its model answer", () => {
  expect(parse(cell(), cell('points=2.5 rubric=["Fits"]')).manual).toEqual([
    {
      id: "05.m1",
      title: "What limits your speedup?",
      points: 5,
      rubric: ["Names the bottleneck", "Gives a number"],
      starter: learnersText,
    },
    expect.objectContaining({ id: "05.m2", points: 2.5, rubric: ["Fits"] }),
  ]);
});

test("a lesson without such a cell has no such entry, also in the course's data", () => {
  expect(parse()).not.toHaveProperty("manual");
  expect(courseText([parse()])).not.toContain("manual");
  expect(JSON.parse(courseText([parse(cell())])).lessons[0].manual[0]).toMatchObject({
    id: "05.m1",
    starter: learnersText,
  });
  expect(courseText([parse(cell())])).not.toContain("serial part");
});

describe("in the notebooks", () => {
  const notebooks = buildNotebooks(parse(cell()), {});
  const find = (form: "learner" | "solved") => notebooks[form].cells.find(({ id }) => id === "manual-05-1");

  test("learners have the question, and the solved notebook has the model answer", () => {
    expect(find("learner")?.source.join("")).toBe(learnersText);
    expect(find("solved")?.source.join("")).toContain("The serial part: 12 % of the time.");
    expect(JSON.stringify(notebooks.learner)).not.toContain("serial part");
    expect(JSON.stringify(notebooks)).not.toContain("BEGIN SOLUTION");
  });

  test("it is what nbgrader calls a manually graded answer, with the sum that nbgrader computes", () => {
    // nbgrader hashes the text, the kind, what the cell is for, its name and its points.
    const sum = createHash("md5").update(`${learnersText}markdownTrueTrueFalsemanual-05-15.0`).digest("hex");
    expect(find("learner")?.metadata).toEqual({
      tags: ["manual"],
      deletable: false,
      nbgrader: {
        schema_version: 3,
        grade: true,
        solution: true,
        locked: false,
        task: false,
        grade_id: "manual-05-1",
        cell_type: "markdown",
        points: 5,
        checksum: sum,
      },
      swarmlab: {
        lesson: "05",
        role: "manual",
        manual: "05.m1",
        rubric: ["Names the bottleneck", "Gives a number"],
      },
    });
  });
});

test.each([
  ["no points", cell(`rubric=${rubric}`), "says what it is worth"],
  ["no rubric", cell("points=5"), "says what counts"],
  ["points that are none", cell(`points="many" rubric=${rubric}`), '"points" is a number above 0'],
  ["no heading", cell(undefined, text.replace("// ### ", "// ")), "begins with a heading that names it"],
  ["no model answer", cell(undefined, "// ### Why?\n// Say it."), "has one model answer"],
  [
    "an open model answer",
    cell(undefined, text.replace("\n// <!-- END SOLUTION -->", "")),
    "has one model answer",
  ],
  [
    "a mark that is not alone",
    cell(undefined, text.replace("// <!-- END", "// so <!-- END")),
    "alone on its line",
  ],
  ["a code cell", `// %% tags=["manual"] points=5 rubric=${rubric}\n1 + 1`, "is a markdown cell"],
  ["points on a demo", "// %% points=5\n1 + 1", '"points" belongs on a cell tagged manual'],
  ["a rubric on a demo", `// %% rubric=${rubric}\n1 + 1`, '"rubric" belongs on a cell tagged manual'],
])("%s is refused in one sentence, with file and line", (_, source, sentence) => {
  expect(() => parse(source)).toThrow(sentence);
  expect(() => parse(source)).toThrow(/^05-small\.ts:\d+: /);
});
