import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Collected, collectUploads } from "../../../kit/grading/collect/collect.ts";
import { OwnerFolders } from "../../../kit/grading/collect/entries/owner-folders.ts";
import { zipOf } from "./zips.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-many-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (path: string, content: string | Buffer = "{}") => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};

/** The names of a class of which mallory hands in very many files, and the first that are read are mallory's. */
const flood = (at: (student: string, file: string) => string) => [
  ...Array.from({ length: 9 }, (_, n) => at("aamallory", `j${n}.txt`)),
  at("alice", "01.ipynb"),
  at("bob", "01.ipynb"),
];

const limits = { filesOfStudent: 4, files: 100 };

async function collected(place: string, use: (collected: Collected) => void): Promise<void> {
  const found = await collectUploads([place], { limits });
  use(found);
  found.close();
}

const inFolders = (student: string, file: string) => `${student}/${file}`;
const inWrapper = (student: string, file: string) => `class/submitted/${student}/ps1/${file}`;
const flat = (student: string, file: string) => `${student}_${student.length}_11_${file}`;

describe("a student's very many files", () => {
  test.each([
    ["in a folder", inFolders],
    ["below the folders of nbgrader", inWrapper],
    ["in a flat export", flat],
  ])("%s cost that student alone, whose row says so", async (_, at) => {
    const names = flood(at);
    const zip = put("class.zip", await zipOf(names.map((name) => ({ name, content: "{}" }))));
    for (const name of names) put(`class/${name}`);
    for (const place of [join(folder, "class"), zip]) {
      await collected(place, ({ notebooks, notes, others, problems }) => {
        expect(notebooks).toHaveLength(2);
        expect(others.length).toBeLessThanOrEqual(4);
        expect(notes).toHaveLength(1);
        expect(notes[0]?.text).toMatch(
          /is one file too many \(4 of a student are read\); the rest was left out\.$/,
        );
        expect(JSON.stringify(notes[0]?.upload.who)).toMatch(/aamallory/);
        expect(problems).toEqual([notes[0]?.text]);
      });
    }
  });

  test("in the folders of one folder, and the folders themselves, count together", async () => {
    for (let n = 0; n < 9; n += 1) {
      mkdirSync(join(folder, `class/aamallory/d${n}/e`), { recursive: true });
      put(`class/aamallory/d${n}/e/x.txt`);
    }
    put("class/aamallory/01.ipynb");
    put("class/bob/01.ipynb");
    await collected(join(folder, "class"), ({ notebooks, notes }) => {
      expect(notebooks.map(({ who }) => who)).toEqual([{ folder: "aamallory" }, { folder: "bob" }]);
      expect(notes).toHaveLength(1);
    });
  });

  test("never crowd out the time that the platform has written, in a folder or a zip", async () => {
    const text = "2026-10-20 10:00:00 UTC";
    const names = ["alice", "bob", "mallory"].flatMap((student) => [
      inWrapper(student, "01.ipynb"),
      ...(student === "mallory" ? [5, 6, 7, 8].map((n) => inWrapper(student, `a${n}.txt`)) : []),
      inWrapper(student, "timestamp.txt"),
    ]);
    const zip = put("class.zip", await zipOf(names.map((name) => ({ name, content: text }))));
    for (const name of names) put(`class/${name}`, text);
    for (const place of [join(folder, "class"), zip]) {
      await collected(place, ({ notebooks }) => {
        expect(notebooks.map(({ handedInAt }) => handedInAt)).toEqual(
          Array(notebooks.length).fill(Date.UTC(2026, 9, 20, 10)),
        );
        expect(notebooks.length).toBeGreaterThanOrEqual(2);
      });
    }
  });

  test("end a class where all students together have too many", async () => {
    for (let n = 0; n < 60; n += 1) for (const file of ["01.ipynb", "02.ipynb"]) put(`class/s${n}/${file}`);
    await collected(join(folder, "class"), ({ notebooks, problems }) => {
      expect(notebooks.length).toBeLessThan(100);
      expect(problems.join()).toMatch(/one file too many \(100 of a folder or zip are read\)/);
    });
  });
});

test("of many files that were left out a few are named, and the others counted", async () => {
  const links = Array.from({ length: 30 }, (_, n) => ({
    name: `mallory/\u001b]0;pwned\u0007\u202e${"n".repeat(20_000)}${n}`,
    content: "x",
    mode: 0o120777,
  }));
  const zip = put("class.zip", await zipOf(links));
  const found = await collectUploads([zip]);
  expect(found.problems).toHaveLength(4);
  expect(found.problems.at(-1)).toBe("In class.zip/mallory 27 more files were left out.");
  for (const sentence of found.problems) {
    expect(sentence.length).toBeLessThan(300);
    expect(sentence).not.toMatch(/[\p{Cc}\u202e]/u);
  }
  found.close();
});

describe("a zip in the folder of a class", () => {
  const metadata = `submission_7:
  :submitters:
  - :name: Alice Doe
    :sid: alice
  :created_at: 2020-01-01 10:00:00 Z
`;

  test("is the work of the student whose name it has, whatever it holds", async () => {
    put("class/alice.zip", await zipOf([{ name: "work/01.ipynb", content: "{}" }]));
    put(
      "class/mallory.zip",
      await zipOf([
        { name: "submission_metadata.yml", content: metadata },
        { name: "submission_7/01.ipynb", content: "{}" },
        { name: "Alice Doe_201_assignsubmission_file_/01.ipynb", content: "{}" },
        { name: "alice_1_11_01.ipynb", content: "{}" },
        { name: "submitted/alice/ps1/01.ipynb", content: "{}" },
        { name: "submitted/alice/ps1/timestamp.txt", content: "2020-01-01 00:00:00 UTC" },
      ]),
    );
    const found = await collectUploads([join(folder, "class")]);
    expect(found.notebooks.map(({ who, handedInAt }) => [who, handedInAt])).toEqual([
      [{ folder: "alice" }, undefined],
      ...Array(4).fill([{ folder: "mallory" }, undefined]),
    ]);
    expect(found.problems).toEqual([
      "mallory.zip lies in a folder, so all in it was taken for the work of one student. If it is a platform's export, give it to the command by its own name.",
    ]);
    found.close();
  });

  test("has the time of the zip, and not one that the student wrote into it", async () => {
    const file = put("class/alice.zip", await zipOf([{ name: "01.ipynb", content: "{}" }]));
    const { entry } = (await collectUploads([dirname(file)])).notebooks[0] ?? {};
    // The zips of these tests say 1 January 2026.
    expect(entry?.changed).toBeGreaterThan(Date.UTC(2026, 0, 3));
  });
});

describe("whose a file can be", () => {
  const ownersOf = (...paths: string[]) => {
    const folders = new OwnerFolders();
    for (const path of paths) folders.add(path.split("/"));
    return paths.map((path) => folders.ownerOf(path.split("/")));
  };

  test("is told by the first folder that is around no other student's", () => {
    expect(ownersOf("a/1", "b/c/2")).toEqual(['["a"]', '["b"]']);
    expect(ownersOf("x/submitted/a/p/1", "x/submitted/b/p/2")).toEqual([
      '["x","submitted","a"]',
      '["x","submitted","b"]',
    ]);
    const cloned = [
      "l1-submissions/l1-a/1",
      "l1-submissions/l1-b/1",
      "l2-submissions/l2-a/d/1",
      "l2-submissions/l2-b/1",
    ];
    expect(ownersOf(...cloned)).toEqual([
      '["l1-submissions","l1-a"]',
      '["l1-submissions","l1-b"]',
      '["l2-submissions","l2-a"]',
      '["l2-submissions","l2-b"]',
    ]);
  });

  test("is not decided by a student who has the name of an export's folder", () => {
    expect(ownersOf("l1-a/1", "l1-b-submissions/l1-b-a/1", "l1-b-submissions/l1-b-c/1").slice(1)).toEqual([
      '["l1-b-submissions"]',
      '["l1-b-submissions"]',
    ]);
  });
});
