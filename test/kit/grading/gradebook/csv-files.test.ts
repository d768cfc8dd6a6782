import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CsvFiles } from "../../../../kit/grading/gradebook/csv-files.ts";
import { OutFolder } from "../../../../kit/grading/out-folder.ts";
import { readManualPointsIn } from "../../../../kit/grading/rules/manual-points.ts";

const header = "student,lesson,cell,max,points,comment\r\n";
let root: string;
let out: OutFolder;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "swarmlab-csv-"));
  out = OutFolder.open(join(root, "out"));
  put(`${header}ana,01,01.1,,2,\r\n`);
});
afterEach(() => {
  out.close();
  rmSync(root, { recursive: true, force: true });
});

const file = () => join(root, "out/manual.csv");
const put = (text: string) => writeFileSync(file(), text);
const begin = () =>
  new CsvFiles(out, {
    facts: { lessons: [], columns: [], sandbox: [] },
    manual: readManualPointsIn(out),
    canvasColumns: {},
  });

test.each([
  ["points of a person", `${header}ana,01,01.1,,3,better\r\n`],
  ["a line that cannot be read", `${header}ana,01,01.1,,many,\r\n`],
])("manual.csv that was saved with %s while the gradebook was made stays as it is", (_, text) => {
  const files = begin();
  put(text);
  expect(files.finish()).toEqual([expect.stringMatching(/^manual\.csv was changed while this ran/)]);
  expect(readFileSync(file(), "utf8")).toBe(text);
  expect(readdirSync(join(root, "out/.grade")).filter((name) => name.startsWith("draft"))).toEqual([]);
});

test("manual.csv that was saved in another form, or removed, is written", () => {
  const files = begin();
  put("\uFEFFstudent;lesson;cell;max;points;comment\nana;1;01.1;;2;\n");
  expect(files.finish()).toEqual([]);
  const written = readFileSync(file(), "utf8");
  expect(written).toBe(`\uFEFF${header}ana,01,01.1,,2,\r\n`);
  const again = begin();
  rmSync(file());
  expect(again.finish()).toEqual([]);
  expect(readFileSync(file(), "utf8")).toBe(written);
});
