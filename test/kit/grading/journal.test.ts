import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Journal } from "../../../kit/grading/schedule/journal.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-journal-"));
  file = join(folder, "journal.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(...records: [string, unknown][]): void {
  const journal = new Journal<unknown>(file);
  for (const [key, value] of records) journal.add(key, value);
  journal.close();
}

function read(...keys: string[]): unknown[] {
  const journal = new Journal<unknown>(file);
  const values = keys.map((key) => journal.get(key));
  journal.close();
  return values;
}

test("what was added is there when it is opened again, the last of each key", () => {
  written(["a", { points: 1 }], ["b", "Grüße\n\u2028"], ["a", { points: 2 }]);
  expect(read("a", "b", "c")).toEqual([{ points: 2 }, "Grüße\n\u2028", undefined]);
});

test("cut off at any byte, it holds every record before the cut, and goes on behind them", () => {
  written(["a", 1], ["b", "ü".repeat(50)], ["c", 3]);
  const bytes = readFileSync(file);
  const ends = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
  for (let length = 0; length <= bytes.length; length += 7) {
    writeFileSync(file, bytes);
    truncateSync(file, length);
    written(["d", 4]);
    const whole = ends.filter((end) => end <= length).length;
    const expected = [1, "ü".repeat(50), 3].map((value, index) => (index < whole ? value : undefined));
    expect(read("a", "b", "c", "d"), `cut at ${length}`).toEqual([...expected, 4]);
  }
});

test("a line that was damaged is no record, and costs no other one", () => {
  written(["a", 1], ["b", 2]);
  writeFileSync(file, readFileSync(file, "latin1").replace('"b",2', '"b",3'));
  appendFileSync(file, "nonsense\n\n");
  written(["c", 4]);
  expect(read("a", "b", "c")).toEqual([1, undefined, 4]);
});

test("records longer than a piece that is read at once are found", () => {
  const long = "x".repeat(3_000_000);
  written(["a", 1], ["long", long], ["b", 2]);
  expect(read("a", "long", "b")).toEqual([1, long, 2]);
});
