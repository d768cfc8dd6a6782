import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvLine, harmless, unescaped } from "../../../../kit/grading/gradebook/csv.ts";
import { readManualPoints } from "../../../../kit/grading/rules/manual-points.ts";
import fc from "../../../fast-check.ts";

test("numbers are written as they are, what is not known stays empty, texts are quoted where they must be", () => {
  expect(csvLine([1, -2.5, undefined, "plain", "a,b", 'say "hi"', "two\nlines", " space "])).toBe(
    '1,-2.5,,plain,"a,b","say ""hi""","two\nlines"," space "\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\n=1", "＝1", "\t=1", "=cmd|'-C calc'!A1"])(
  "%j is no formula in a spreadsheet",
  (text) => {
    const [[cell]] = parse(csvLine([text])) as [[string]];
    expect(cell.startsWith("'")).toBe(true);
  },
);

/** A line's cells, as a spreadsheet parts them at semicolons: quotes hold where a cell begins with one alone, and end at the next. */
function cellsAtSemicolons(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0, start = true; at <= line.length; at++) {
    const sign = line[at];
    if (sign === undefined || (!isQuoted && /[;\r\n]/.test(sign))) {
      cells.push(cell);
      cell = "";
      start = true;
      continue;
    }
    if (sign === '"' && (start || isQuoted)) {
      if (isQuoted && line[at + 1] === '"') cell += line[at++];
      else isQuoted = !isQuoted;
    } else cell += sign;
    start = false;
  }
  return cells;
}

test.each([
  "a;=1+1;b.txt",
  "a; =1+1",
  'a;"=1+1',
  'a;""=1+1',
  "a\n=1+1",
  "a;\n @SUM(A1)",
  "a\t;\t-1",
  "a;＝1",
  "=1;=2",
])(
  "%j has no formula where a spreadsheet parts cells at semicolons, behind another cell and first",
  (text) => {
    expect(cellsAtSemicolons(`x;${text}`).some((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toBe(true);
    for (const cells of [
      ["first", text, "last"],
      [text, "last"],
    ])
      for (const cell of cellsAtSemicolons(csvLine(cells))) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
  },
);

test("whatever the text, what keeps a formula from running is taken away when it is read back", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "'", '"', ";", "=", "-", " ", "\n"), maxLength: 12 });
  fc.assert(
    fc.property(text, (written) => {
      expect(unescaped(harmless(written))).toBe(written);
    }),
    { numRuns: 300 },
  );
});

test("two names that are formulas, one with an apostrophe of its own, stay two and are read back by manual.csv", () => {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-csv-"));
  try {
    const file = join(folder, "manual.csv");
    const names = ["=a", "'=a", "''=a", "'plain"];
    const lines = names.map((name) => csvLine([name, "12", "12.m1", 3, ""]));
    writeFileSync(file, csvLine(["student", "lesson", "cell", "points", "comment"]) + lines.join(""));
    expect(
      readManualPoints(file)
        .all()
        .map(({ student }) => student),
    ).toEqual(names);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("whatever the texts, a reader of CSV gets the same number of cells back, and none begins a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 6 }), (texts) => {
      const [cells] = parse(csvLine(texts), { relax_column_count: true }) as [string[]];
      expect(cells).toHaveLength(texts.length);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@\0]/);
    }),
    { numRuns: 500 },
  );
});
