import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvLine } from "../../../../kit/grading/gradebook/csv.ts";
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
