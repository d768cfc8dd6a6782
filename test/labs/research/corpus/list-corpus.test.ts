import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leftOutSentences } from "../../../../labs/research/corpus/left-out.ts";
import { listCorpus } from "../../../../labs/research/corpus/list-corpus.ts";
import { folderWith } from "../support/folder.ts";

test("texts, licences and sources are listed in the order of their names, other files are passed over", () => {
  const folder = folderWith({
    "b/README.md": "b",
    "a/LICENSE": "a",
    "a/index.d.ts": "a",
    "a/picture.png": "a",
    "B.txt": "B",
    "a.json": "{}",
  });
  expect(listCorpus(folder).shares.flat()).toEqual(["B.txt", "a/LICENSE", "a/index.d.ts", "b/README.md"]);
});

test("the limits leave files out, each with its reason", () => {
  const folder = folderWith({ "1.md": "12345", "2.md": "1", "3.md": "1", "4.md": "1" });
  const { shares, leftOut } = listCorpus(folder, { fileBytes: 4, files: 2 });
  expect(shares.flat()).toEqual(["2.md", "3.md"]);
  expect(leftOut).toEqual([
    { path: "1.md", reason: "too large" },
    { path: "4.md", reason: "beyond the limits" },
  ]);
  expect(listCorpus(folder, { totalBytes: 6 }).leftOut.map(({ path }) => path)).toEqual(["3.md", "4.md"]);
});

test("of the forms of one module the declaration is read, and the others are named", () => {
  const folder = folderWith({
    "a.cjs": "a",
    "a.d.cts": "a",
    "a.d.ts": "a",
    "a.js": "a",
    "b.js": "b",
    "a.md": "a",
    "c/a.js": "a",
  });
  const { shares, leftOut } = listCorpus(folder);
  expect(shares.flat()).toEqual(["a.d.ts", "a.md", "b.js", "c/a.js"]);
  expect(leftOut.map(({ path }) => path)).toEqual(["a.cjs", "a.d.cts", "a.js"]);
  expect(leftOutSentences(leftOut)).toEqual([
    "3 files or folders are other forms of modules, whose fullest form was read: a.cjs, a.d.cts and 1 other.",
  ]);
});

test("hidden files and links are named, and a link in a circle does not hang the walk", () => {
  const folder = folderWith({ "a.md": "a", ".hidden.md": "a", ".git/b.md": "b" });
  symlinkSync(folder, join(folder, "circle.md"));
  expect(listCorpus(folder).leftOut).toEqual([
    { path: ".git", reason: "hidden" },
    { path: ".hidden.md", reason: "hidden" },
    { path: "circle.md", reason: "symbolic link" },
  ]);
});

test("a folder that does not exist, and one with nothing to read, are refused in a sentence", () => {
  expect(() => listCorpus("/no/such/folder")).toThrow("There is no folder /no/such/folder to read.");
  const folder = folderWith({ "picture.png": "", ".note.md": "a" });
  expect(() => listCorpus(folder)).toThrow("1 file or folder had to be left out");
});

test("what was left out is said in one sentence a reason", () => {
  const leftOut = ["a", "b", "c"].map((path) => ({ path, reason: "binary" as const }));
  expect(leftOutSentences([...leftOut, { path: "d", reason: "hidden" }])).toEqual([
    "3 files or folders are binary in spite of the name: a, b and 1 other.",
    "1 file or folder is hidden (the name begins with a dot): d.",
  ]);
});
