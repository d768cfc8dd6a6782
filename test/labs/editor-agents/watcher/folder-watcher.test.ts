import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FolderWatcher } from "../../../../labs/editor-agents/watcher/folder-watcher.ts";

/** What a watcher has reported, each kind as a set of paths from the folder. */
class Reports {
  readonly changed = new Set<string>();
  readonly created = new Set<string>();
  readonly deleted = new Set<string>();
  batches = 0;
  isGone = false;
  readonly troubles: string[] = [];
}

let folder: string;
let reports: Reports;
let watcher: FolderWatcher;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "folder-watcher-")));
  reports = new Reports();
  watcher = new FolderWatcher({
    now: () => performance.now(),
    onChange: (changes) => {
      reports.batches++;
      for (const kind of ["changed", "created", "deleted"] as const)
        for (const file of changes[kind]) reports[kind].add(file.slice(folder.length + 1));
    },
    onGone: () => {
      reports.isGone = true;
    },
    onTrouble: (sentence) => reports.troubles.push(sentence),
  });
});

afterEach(() => {
  watcher.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (file: string, text = "export {};\n") => {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
};

test("a save is one change, and so is a save by rename", async () => {
  write("a.ts");
  write("b.ts");
  watcher.add(folder);
  write("a.ts", "export const a = 1;\n");
  await expect.poll(() => [...reports.changed]).toEqual(["a.ts"]);
  write(".b.ts.swp", "export const b = 1;\n");
  renameSync(join(folder, ".b.ts.swp"), join(folder, "b.ts"));
  await expect.poll(() => [...reports.changed]).toEqual(["a.ts", "b.ts"]);
  expect([reports.created.size, reports.deleted.size]).toEqual([0, 0]);
});

test("new files, new folders and what is in them are reported, and so is their removal", async () => {
  watcher.add(folder);
  write("new/deep/a.ts");
  await expect.poll(() => [...reports.created]).toEqual(["new/deep/a.ts"]);
  write("new/deep/a.ts", "export const a = 2;\n");
  await expect.poll(() => [...reports.changed]).toEqual(["new/deep/a.ts"]);
  rmSync(join(folder, "new"), { recursive: true });
  await expect.poll(() => [...reports.deleted]).toEqual(["new/deep/a.ts"]);
});

test("a folder that is moved is a removal and a creation", async () => {
  write("old/a.ts");
  watcher.add(folder);
  renameSync(join(folder, "old"), join(folder, "moved"));
  await expect.poll(() => [...reports.created]).toEqual(["moved/a.ts"]);
  await expect.poll(() => [...reports.deleted]).toEqual(["old/a.ts"]);
});

test("packages, hidden folders, built files, declarations and other endings are not reported", async () => {
  watcher.add(folder);
  for (const file of ["node_modules/p/a.ts", ".git/a.ts", "dist/a.ts", "a.d.ts", "a.md"]) write(file);
  write("last.ts");
  await expect.poll(() => [...reports.created]).toEqual(["last.ts"]);
});

test("a thousand saves in a burst come in a few batches, and none is lost", async () => {
  for (let i = 0; i < 1000; i++) write(`f${i}.ts`);
  watcher.add(folder);
  expect(watcher.fileCount).toBe(1000);
  for (let i = 0; i < 1000; i++) write(`f${i}.ts`, `export const a = ${i};\n`);
  await expect.poll(() => reports.changed.size).toBe(1000);
  expect(reports.batches).toBeLessThan(100);
});

test("a folder inside a watched one is not watched twice", () => {
  write("inner/a.ts");
  watcher.add(folder);
  watcher.add(join(folder, "inner"));
  expect(watcher.folderCount).toBe(1);
});

test("the deletion of the folder itself is said", async () => {
  write("a.ts");
  watcher.add(folder);
  rmSync(folder, { recursive: true });
  await expect.poll(() => reports.isGone).toBe(true);
  expect([...reports.deleted]).toEqual(["a.ts"]);
});
