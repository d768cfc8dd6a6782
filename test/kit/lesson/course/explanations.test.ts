import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openExplanation, withSealedExplanations } from "../../../../kit/lesson/index.ts";

const explanation = "Write `Math.ceil(agents / cores)`.\n\nA second way: ten × ten.";
const course = JSON.stringify({
  lessons: [{ exercises: [{ id: "00.1", explanation }, { id: "00.2" }, { id: "00.3", explanation }] }],
});

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "swarmlab-explanations-"));
  mkdirSync(join(copy, "test/checks/00"), { recursive: true });
  writeFileSync(join(copy, "test/checks/00.check.ts"), "first\nsecond\n");
  writeFileSync(join(copy, "test/checks/00/part.ts"), "third\n");
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

const sealed = (text = course) =>
  JSON.parse(withSealedExplanations(text, copy)).lessons[0].exercises as {
    id: string;
    explanation?: string;
    sealedExplanation?: string;
  }[];

test("a sealed course says nothing of an explanation, and opens it whole", () => {
  const exercises = sealed();
  expect(JSON.stringify(exercises)).not.toContain("Math.ceil");
  expect(exercises.map((exercise) => openExplanation(copy, exercise))).toEqual([
    explanation,
    undefined,
    explanation,
  ]);
  expect(exercises[1]).toEqual({ id: "00.2" });
});

test("the same explanation is sealed alike again, and differently for another exercise, where it does not open", () => {
  const [first, , third] = sealed();
  expect(sealed()).toEqual(sealed());
  expect(first?.sealedExplanation).not.toBe(third?.sealedExplanation);
  expect(openExplanation(copy, { ...first, id: "00.3" })).toContain("`test/checks` were changed");
});

test("checks that were changed, in whichever file, open nothing and the sentence says what to do", () => {
  const [first] = sealed();
  writeFileSync(join(copy, "test/checks/00/part.ts"), "always true\n");
  expect(openExplanation(copy, first as { id: string })).toMatch(
    /`test\/checks` were changed: put them back, then check again/,
  );
});

test("line breaks of another system open it", () => {
  const [first] = sealed();
  writeFileSync(join(copy, "test/checks/00.check.ts"), "first\r\nsecond\r\n");
  expect(openExplanation(copy, first as { id: string })).toBe(explanation);
});

test("a sealed text that is damaged opens nothing", () => {
  const [first] = sealed();
  const bytes = Buffer.from(first?.sealedExplanation ?? "", "base64");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  for (const sealedExplanation of [bytes.toString("base64"), "AAAA"])
    expect(openExplanation(copy, { id: "00.1", sealedExplanation })).toContain("were changed");
});

test("an author's course has its explanations in clear", () => {
  expect(openExplanation(copy, { id: "00.1", explanation })).toBe(explanation);
});
