import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collectUploads } from "../../../kit/grading/collect/collect.ts";
import type { UploadedFile } from "../../../kit/grading/collect/layouts/uploaded-file.ts";
import { UnpackedAllowance } from "../../../kit/grading/collect/unpacked-allowance.ts";
import { zipOf } from "./zips.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-large-zips-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const notebooks = (count: number) =>
  zipOf(
    Array.from({ length: count }, (_, at) => ({ name: `01-one-agent-${at}.ipynb`, content: `{"n":${at}}` })),
  );

/** For each notebook of a student, its content or why it is not read. */
async function readAll(place: string, student: string): Promise<string[]> {
  const collected = await collectUploads([place]);
  try {
    const own = collected.notebooks.filter(({ who }) => who.folder === student);
    return await Promise.all(
      own.map(async ({ entry }) => {
        try {
          return (await entry.read(1000)).toString();
        } catch (error) {
          return (error as Error).message;
        }
      }),
    );
  } finally {
    collected.close();
  }
}

test("of a student's zip with very many notebooks a hundred are read, and a neighbour's is read whole", async () => {
  for (const [student, count] of [
    ["bomber", 130],
    ["honest", 2],
  ] as const) {
    mkdirSync(join(folder, student));
    writeFileSync(join(folder, student, "work.zip"), await notebooks(count));
  }
  const bomber = await readAll(folder, "bomber");
  expect(bomber.filter((text) => text.startsWith("{"))).toHaveLength(100);
  expect(new Set(bomber.slice(100))).toEqual(
    new Set(["is one notebook too many (100 of a student are read)"]),
  );
  expect(await readAll(folder, "honest")).toEqual(['{"n":0}', '{"n":1}']);
});

test("a student's zip of more than a thousand files is not listed to its end, and a neighbour's is read", async () => {
  const class_ = join(folder, "many-files");
  for (const [student, count] of [
    ["flooder", 1001],
    ["sound", 3],
  ] as const) {
    mkdirSync(join(class_, student), { recursive: true });
    writeFileSync(join(class_, student, "work.zip"), await notebooks(count));
  }
  const collected = await collectUploads([class_]);
  try {
    expect(collected.problems).toEqual(["flooder/work.zip holds more than 1000 files and was left out."]);
    expect(collected.notebooks.map(({ who }) => who)).toEqual(Array(3).fill({ folder: "sound" }));
  } finally {
    collected.close();
  }
});

test("very long names in a student's zip cost that student alone, and no layout reads them", async () => {
  const class_ = join(folder, "long-names");
  mkdirSync(join(class_, "sound"), { recursive: true });
  writeFileSync(join(class_, "sound", "work.zip"), await notebooks(1));
  // 255 characters that take three bytes each, as Windows allows.
  const longest = `${"学".repeat(249)}.ipynb`;
  writeFileSync(
    join(class_, "writer.zip"),
    await zipOf([
      { name: longest, content: "{}" },
      { name: `x${".".repeat(64_000)}x.ipynb`, content: "{}" },
      { name: `1-1 - a - ${"1".repeat(65_000)}-/n`, content: "{}" },
      { name: `${"a/".repeat(3000)}n.txt`, content: "" },
    ]),
  );
  const collected = await collectUploads([class_]);
  try {
    const own = collected.notebooks.filter(({ who }) => who.folder === "writer");
    expect(own.map(({ fileName }) => fileName.length)).toEqual([251, 255]);
    await expect(own[0]?.entry.read(1000)).rejects.toThrow("has a name of more than 400 characters");
    expect(own[0]?.fileName).toMatch(/^x\.+…\.+x\.ipynb$/);
    expect(collected.notebooks.filter(({ who }) => who.folder === "sound")).toHaveLength(1);
    expect(collected.problems.filter((sentence) => sentence.includes("characters: give"))).toHaveLength(2);
    for (const sentence of collected.problems) expect(sentence.length).toBeLessThan(600);
  } finally {
    collected.close();
  }
});

test("what a student's notebooks and zips would take is counted before any is unpacked, over all their zips", () => {
  const allowance = new UnpackedAllowance({
    bytes: 1000,
    notebooks: 10,
    zips: 2,
    zipBytes: 500,
    copiedBytes: 900,
  });
  const upload = (folder_: string, size: number, file?: string) =>
    // Only these members are read.
    ({ layout: "folders", who: { folder: folder_ }, entry: { size, file } }) as unknown as UploadedFile;
  expect(allowance.refusal(upload("bomber", 600))).toBeUndefined();
  expect(allowance.refusal(upload("bomber", 600))).toBe(
    "is too much: the notebooks of a student may take 1 KB together",
  );
  expect(allowance.refusal(upload("bomber", 400))).toBeUndefined();
  expect(allowance.refusal(upload("honest", 1000))).toBeUndefined();
  expect(allowance.zipRefusal(upload("bomber", 400))).toBeUndefined();
  expect(allowance.zipRefusal(upload("bomber", 400))).toBe(
    "is too much: the zips of a student may take 500 bytes",
  );
  expect(allowance.zipRefusal(upload("bomber", 50))).toBeUndefined();
  expect(allowance.zipRefusal(upload("bomber", 1))).toBe("is one zip too many (2 of a student are read)");
  expect(allowance.zipRefusal(upload("honest", 500))).toBe(
    "is too much: the zips of a class may take 900 bytes",
  );
  // What lies in a folder is not copied.
  expect(allowance.zipRefusal(upload("honest", 500, "work.zip"))).toBeUndefined();
});

test("a zip in a platform's zip is read from a copy, which is removed", async () => {
  // Copies of other runs on this machine are not looked at.
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  vi.stubEnv("TMPDIR", temporary);
  const zip = join(folder, "class.zip");
  writeFileSync(zip, await zipOf([{ name: "honest/work.zip", content: await notebooks(2) }]));
  expect(await readAll(zip, "honest")).toEqual(['{"n":0}', '{"n":1}']);
  expect(readdirSync(temporary)).toEqual([]);
});

test("copies of zips lie in the folder of the run, and none is kept of a zip that cannot be read", async () => {
  const copies = join(folder, "copies");
  const zip = join(folder, "class.zip");
  const files = [
    { name: "bad/work.zip", content: "PK\u0003\u0004 nothing" },
    { name: "honest/work.zip", content: await notebooks(2) },
  ];
  writeFileSync(zip, await zipOf(files));
  const collected = await collectUploads([zip], { copies });
  expect(readdirSync(copies)).toHaveLength(1);
  expect(collected.notebooks).toHaveLength(2);
  expect(collected.notes.map(({ upload, text }) => [upload.who, text])).toEqual([
    [{ folder: "bad" }, expect.stringMatching(/^class\.zip\/bad\/work\.zip cannot be read: /)],
  ]);
  collected.close();
});

test("an empty zip is its student's, and a sentence says that it holds no file", async () => {
  mkdirSync(join(folder, "empty", "ana"), { recursive: true });
  writeFileSync(join(folder, "empty", "ana", "work.zip"), await zipOf([]));
  const collected = await collectUploads([join(folder, "empty")]);
  expect(collected.others.map(({ who }) => who.folder)).toEqual(["ana"]);
  expect(collected.notes.map(({ text }) => text)).toEqual(["ana/work.zip holds no file."]);
  collected.close();
});
