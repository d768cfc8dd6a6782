import { expect, test } from "vitest";
import { safeName, safeNames } from "../../../kit/grading/safe-name.ts";
import { cleanLine } from "../../../kit/grading/text.ts";
import fc from "../../fast-check.ts";

test("plain names stay as they are", () => {
  for (const name of ["jane", "Jürgen Müller", "s-01_a.b", "学生"]) expect(safeName(name)).toBe(name);
});

test.each([
  "..",
  ".",
  "",
  "a/b",
  "a\\b",
  "../../etc",
  "~root",
  "con",
  "NUL.txt",
  "COM\u00b9",
  " x",
  "x.",
  "a\0b",
  "<b>",
  "%2e%2e",
  "\u202e",
  "x".repeat(300),
])("%j becomes the name of one file", (text) => {
  const name = safeName(text);
  expect(name).toMatch(/^[^/\\<>:"|?*%\0]{1,120}~[0-9a-f]{8}$/);
  expect(name.startsWith(".")).toBe(false);
});

test("whatever the text, the name is one file's on every system, and two texts never share one", () => {
  const texts = fc.uniqueArray(fc.string({ unit: "binary", maxLength: 100 }), {
    minLength: 2,
    maxLength: 20,
  });
  fc.assert(
    fc.property(texts, (several) => {
      const names = [...safeNames(several.map((text) => text.normalize("NFC")))].map(([, name]) => name);
      const unique = new Set(several.map((text) => text.normalize("NFC")));
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(unique.size);
      for (const name of names) {
        expect(name).toMatch(/^[\p{L}\p{N}._ ~-]+$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(250);
        expect([".", ".."]).not.toContain(name);
      }
    }),
    { numRuns: 300 },
  );
});

test("names that differ in case alone are told apart", () => {
  const names = safeNames(["Anna", "anna", "bob"]);
  expect(names.get("Anna")).toMatch(/^Anna~/);
  expect(names.get("anna")).toMatch(/^anna~/);
  expect(names.get("bob")).toBe("bob");
});

test("a very long text is read at its beginning alone, and two with one beginning stay two", () => {
  const long = `x${".".repeat(64_000)}`;
  expect(safeName(`${long}a`)).toMatch(/^x_~[0-9a-f]{8}$/);
  expect(safeName(`${long}a`)).not.toBe(safeName(`${long}b`));
  expect(cleanLine(`${" ".repeat(64_000)}a`)).not.toBe(cleanLine(`${" ".repeat(64_000)}b`));
  expect(cleanLine(`a${" ".repeat(64_000)}a`)).not.toBe(cleanLine(`a${" ".repeat(64_000)}b`));
});

test("dots and spaces at both ends become one sign each", () => {
  expect(safeName(". a . b ..")).toMatch(/^_a \. b_~/);
  expect(safeName(".. ..")).toMatch(/^_~/);
});
