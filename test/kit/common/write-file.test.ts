import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addFile, replaceFile } from "../../../kit/common/write-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-write-file-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a replaced file holds the new content, and no temporary file is left beside it", () => {
  const file = join(folder, "a.json");
  replaceFile(file, "old");
  replaceFile(file, Buffer.from("new"));
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

test("a replacement that fails leaves the earlier file and no temporary one", () => {
  const taken = join(folder, "taken");
  mkdirSync(taken);
  expect(() => replaceFile(taken, "new")).toThrow();
  expect(readdirSync(folder)).toEqual(["taken"]);
});

test("a file is added where nothing stands, and never over a file, a folder or a broken link", () => {
  expect(addFile(join(folder, "file"), "first")).toBe(true);
  mkdirSync(join(folder, "folder"));
  symlinkSync(join(folder, "nowhere"), join(folder, "link"));
  for (const name of ["file", "folder", "link"])
    expect(addFile(join(folder, name), "second"), name).toBe(false);
  expect(readFileSync(join(folder, "file"), "utf8")).toBe("first");
  expect(readdirSync(folder).sort()).toEqual(["file", "folder", "link"]);
});
