import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { complainAbout, LessonError } from "../../../../kit/lesson/lesson-error.ts";
import { parsePercent } from "../../../../kit/lesson/percent/percent-document.ts";
import fc from "../../../fast-check.ts";
import { courseFolder } from "../support/course-folder.ts";
import { python, pythonMissing } from "../support/python.ts";
import { sampleName, sampleSource } from "../support/sample.ts";
import { smallLesson } from "../support/small-lesson.ts";

/** Reads each file as JupyterLab does when an author opens it as a notebook, and writes it as it does when they save it. */
const OPEN_AND_SAVE = `
import json, pathlib, sys, jupytext
result = {}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.ts")):
    notebook = jupytext.read(file)
    cells = [[c.cell_type, c.source, {k: v for k, v in c.metadata.items() if k != "lines_to_next_cell"}] for c in notebook.cells]
    result[file.name] = {"cells": cells, "saved": jupytext.writes(notebook, "ts:percent")}
print(json.dumps(result))`;
type Opened = Record<string, { cells: unknown; saved: string }>;

const solutions = join(import.meta.dirname, "../../../../solutions");
const sources: Record<string, string> = {
  [sampleName]: sampleSource,
  "05-small.ts": smallLesson(),
  ...Object.fromEntries(
    readdirSync(solutions)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => [name, readFileSync(join(solutions, name), "utf8")]),
  ),
};

function cellsWeSee(source: string) {
  return parsePercent(source, complainAbout("x.ts")).cells.map((cell) => [
    cell.kind,
    cell.source,
    { ...cell.metadata, ...(cell.title === undefined ? {} : { title: cell.title }) },
  ]);
}

if (pythonMissing) console.log(`jupytext.test.ts ${pythonMissing}`);

describe.skipIf(pythonMissing)("jupytext itself", () => {
  let opened: Opened;
  beforeAll(() => {
    opened = JSON.parse(python(OPEN_AND_SAVE, courseFolder(sources)));
  });

  test.each(Object.keys(sources))("sees the same cells in %s", (name) => {
    expect(cellsWeSee(sources[name] as string)).toEqual(opened[name]?.cells);
  });

  test("gives back the sample byte for byte when an author saves it", () => {
    expect(opened[sampleName]?.saved).toBe(sampleSource);
  });

  test.each(Object.keys(sources))("saves %s so that it is still the same lesson", (name) => {
    const lesson = (text: string) =>
      (parsePercent(text, complainAbout(name)).header.jupyter as { swarmlab: unknown }).swarmlab;
    const saved = opened[name]?.saved as string;
    expect(lesson(saved)).toEqual(lesson(sources[name] as string));
    expect(cellsWeSee(saved)).toEqual(cellsWeSee(sources[name] as string));
  });

  test("never sees other cells in a script that we accept", () => {
    const scripts = fc.sample(randomScript, { numRuns: 400, seed: 20 });
    const accepted = scripts.filter((script) => {
      try {
        return cellsWeSee(script).length > 0;
      } catch (error) {
        if (LessonError.is(error)) return false;
        throw error;
      }
    });
    expect(accepted.length).toBeGreaterThan(100);
    const files = Object.fromEntries(accepted.map((script, i) => [`script-${i}.ts`, script]));
    const seen: Opened = JSON.parse(python(OPEN_AND_SAVE, courseFolder(files)));
    for (const [name, script] of Object.entries(files)) {
      expect(cellsWeSee(script), script).toEqual(seen[name]?.cells);
    }
  });
});

const HEADER =
  "// ---\n// jupyter:\n//   jupytext:\n//     text_representation: { extension: .ts, format_name: percent }\n// ---\n\n";

/** Lines that are near a rule of the format, in any order. */
const codeLine = fc.constantFrom(
  ...[
    "",
    "",
    "let a = 1;",
    "  b();",
    "// a comment",
    "//x",
    "const t = `",
    "`;",
    "f(\"it's\", '\"');",
    "// don't",
    "/* x */",
    "   ",
  ],
  ...[
    "// ```",
    "// %% not at all",
    "// %html",
    "// // + x",
    "// + x",
    "'''",
    "// exercise 01.1 · A",
    "x // %%",
    "%%",
    "\t",
  ],
);
const textLine = fc.constantFrom(
  ...[
    "//",
    "//",
    "// text",
    "//tight",
    "//   deep",
    "// // twice",
    "// ```",
    "// ````",
    "// ~~~",
    "// ```ts",
    "// * one",
  ],
  ...["// it's", "// %%mermaid", "// # 01 · A", "", "// <b>", "//   ```", "// `code`"],
);
const marker = fc.constantFrom(
  ...[
    "// %%",
    "// %%",
    '// %% tags=["a"]',
    '// %% A title b=1 c={"d": "= e"}',
    "// %% only a title",
    '// %% a="x" b=[1, 2]',
  ],
);
const textMarker = fc.constantFrom(
  "// %% [markdown]",
  '// %% [markdown] tags=["hint"]',
  "// %% Title [markdown]",
);
const cell = fc.oneof(
  fc.tuple(marker, fc.array(codeLine, { maxLength: 6 })),
  fc.tuple(textMarker, fc.array(textLine, { maxLength: 6 })),
);
const randomScript = fc
  .array(cell, { minLength: 1, maxLength: 5 })
  .map((cells) => HEADER + cells.map(([first, lines]) => [first, ...lines, ""].join("\n")).join("\n"));
