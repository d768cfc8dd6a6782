import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildNotebooks, notebookText, parseLesson } from "../../../../kit/lesson/index.ts";
import { courseFolder } from "../support/course-folder.ts";
import { python, pythonMissing } from "../support/python.ts";
import { sampleLesson, samplePoints } from "../support/sample.ts";
import { smallLesson } from "../support/small-lesson.ts";

/** Validates each notebook against nbformat's schema, warnings being errors, and writes it again as Jupyter would. */
const VALIDATE = `
import json, pathlib, sys, warnings, nbformat
warnings.simplefilter("error")
texts = {}
for file in pathlib.Path(sys.argv[1]).glob("*.ipynb"):
    notebook = nbformat.reads(file.read_text("utf-8"), as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    texts[file.name] = nbformat.writes(notebook) + "\\n"
print(json.dumps(texts))`;

if (pythonMissing) console.log(`nbformat.test.ts ${pythonMissing}`);

describe.skipIf(pythonMissing)("Jupyter's own nbformat", () => {
  const long = `// %% [markdown]\n// ${"long ".repeat(100)}\n\n// %%\n\n// %% [markdown]\n// 🚀 "quoted" \\ back`;
  const small = parseLesson(smallLesson({}, long, long), "05-small.ts");
  const built = {
    sample: buildNotebooks(sampleLesson(), samplePoints),
    small: buildNotebooks(small, { "05.1": 1 }),
  };
  const files = Object.fromEntries(
    Object.entries(built).flatMap(([name, { learner, solved }]) => [
      [`${name}-learner.ipynb`, notebookText(learner)],
      [`${name}-solved.ipynb`, notebookText(solved)],
    ]),
  );

  test("finds every notebook valid, and would write it byte for byte as we do", () => {
    expect(JSON.parse(python(VALIDATE, courseFolder(files)))).toEqual(files);
  });

  test("would have noticed a notebook that is not valid", () => {
    const twice = notebookText(built.small.learner).replace("text-05-small", "exercise-05-1");
    expect(() => python(VALIDATE, join(courseFolder({ "x.ipynb": twice })))).toThrow("DuplicateCellId");
  });
});
