import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { saveDashboard, toCsv } from "../../../labs/dashboard/index.ts";
import { clear } from "./sample-report.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dashboard-save-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("each form that is named is written, into folders made on the way", async () => {
  const files = {
    html: join(folder, "a/b/page.html"),
    json: join(folder, "report.json"),
    csv: join(folder, "report.csv"),
  };
  expect(await saveDashboard(clear, files)).toEqual([files.json, files.csv, files.html]);
  expect(JSON.parse(await readFile(files.json, "utf8"))).toEqual(clear);
  expect(await readFile(files.csv, "utf8")).toBe(toCsv(clear));
  expect(await readFile(files.html, "utf8")).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  expect((await readdir(folder)).sort()).toEqual(["a", "report.csv", "report.json"]);
});

test("a file that cannot be written is named with the reason, and the others are written all the same", async () => {
  await writeFile(join(folder, "file"), "");
  const files = { json: join(folder, "file", "report.json"), csv: join(folder, "report.csv") };
  await expect(saveDashboard(clear, files)).rejects.toMatchObject({
    code: "CANNOT_WRITE",
    message: expect.stringMatching(
      /could not be written to .*report\.json \(E[A-Z]+.*the measurement itself is kept\.$/,
    ),
  });
  expect(await readFile(files.csv, "utf8")).toBe(toCsv(clear));
});

test("an existing file stays when it cannot be replaced, and no temporary file is left", async () => {
  const taken = join(folder, "report.json");
  // A folder with something in it cannot be replaced by a file.
  await mkdir(join(taken, "inside"), { recursive: true });
  await expect(saveDashboard(clear, { json: taken })).rejects.toMatchObject({ code: "CANNOT_WRITE" });
  expect(await readdir(folder)).toEqual(["report.json"]);
  expect(await readdir(taken)).toEqual(["inside"]);
});
