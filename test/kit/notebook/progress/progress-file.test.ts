import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  progressFile,
  readProgress,
  recordVerified,
} from "../../../../kit/notebook/progress/progress-file.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "swarmlab-progress-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const when = new Date("2026-11-21T10:00:00Z");
const later = new Date("2026-11-22T10:00:00Z");

function write(file: string, text: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
const written = () => JSON.parse(readFileSync(join(root, progressFile), "utf8"));

test("nothing is verified where there is no record", () => {
  expect(readProgress(root)).toEqual({ exercises: {} });
});

test("the first time that an exercise is verified counts", () => {
  recordVerified(root, "01.2", { exercise: "a", when });
  recordVerified(root, "01.1", { exercise: "b", when });
  recordVerified(root, "01.2", { exercise: "a", when: later });
  expect(written()).toEqual({
    format: 2,
    exercises: {
      "01.1": { verified: when.toISOString(), exercise: "b" },
      "01.2": { verified: when.toISOString(), exercise: "a" },
    },
  });
});

test("an exercise that changed is noted as it is now, with the day on which it was first solved", () => {
  recordVerified(root, "01.2", { exercise: "old", when });
  recordVerified(root, "01.2", { exercise: "new", when: later });
  expect(readProgress(root).exercises["01.2"]).toEqual({ verified: when.toISOString(), exercise: "new" });
});

test("the record of an earlier kit is read, and taken over when the next exercise is verified", () => {
  write(".lab/progress.json", '{ "exercises": { "00.1": { "verified": "2026-01-01T00:00:00.000Z" } } }');
  expect(Object.keys(readProgress(root).exercises)).toEqual(["00.1"]);
  recordVerified(root, "00.2", { exercise: "a", when });
  expect(Object.keys(readProgress(root).exercises).sort()).toEqual(["00.1", "00.2"]);
});

test("what a later kit wrote is kept: its format, its fields and exercises that this kit does not know", () => {
  const later = {
    format: 7,
    streak: 3,
    exercises: { "42.1": { verified: "x", stars: 2 }, "01.1": "unheard of" },
  };
  write(progressFile, JSON.stringify(later));
  recordVerified(root, "01.2", { exercise: "a", when });
  expect(written()).toMatchObject({
    format: 7,
    streak: 3,
    exercises: { "42.1": { verified: "x", stars: 2 } },
  });
  expect(Object.keys(readProgress(root).exercises).sort()).toEqual(["01.2", "42.1"]);
});

test.each(["", "{", "[]", '"text"', '{ "exercises": 3 }', "null"])(
  "a damaged record (%j) is told in one sentence, and put aside with all that is in it",
  (text) => {
    write(progressFile, text);
    expect(readProgress(root).problem).toMatch(/^work\/\.progress\.json is damaged and was not counted\. /);
    expect(readFileSync(join(root, progressFile), "utf8")).toBe(text);
    recordVerified(root, "01.2", { exercise: "a", when });
    expect(readProgress(root)).toEqual({
      exercises: { "01.2": { verified: when.toISOString(), exercise: "a" } },
    });
    expect(readFileSync(join(root, "work/.progress.damaged-1.json"), "utf8")).toBe(text);
    write(progressFile, "again");
    recordVerified(root, "01.3", { exercise: "a", when });
    expect(readFileSync(join(root, "work/.progress.damaged-2.json"), "utf8")).toBe("again");
  },
);

test("what cannot be saved is one sentence with the reason, and no error", () => {
  write("work", "a file where the folder should be");
  expect(recordVerified(root, "01.1", { exercise: "a" })).toMatch(
    /^Your progress could not be saved in work\/\.progress\.json \(.+\)\. The verdict holds; mend that, and check again to have it counted\.$/,
  );
});

test("several notebooks that become green at the same moment lose nothing, and leave one file", async () => {
  const module = pathToFileURL(
    join(import.meta.dirname, "../../../../kit/notebook/progress/progress-file.ts"),
  ).href;
  const source = `
    import { workerData } from "node:worker_threads";
    const { recordVerified } = await import(${JSON.stringify(module)});
    for (let at = 0; at < 100; at += 1) {
      const unsaved = recordVerified(workerData.root, workerData.lesson + "." + (at + 1), { exercise: "a" });
      if (unsaved) throw new Error(unsaved);
    }`;
  await Promise.all(
    ["01", "02", "03", "04"].map((lesson) => {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
        workerData: { root, lesson },
      });
      return new Promise((resolve, reject) => worker.once("exit", resolve).once("error", reject));
    }),
  );
  expect(Object.keys(readProgress(root).exercises).length).toBe(400);
  expect(readdirSync(join(root, "work"))).toEqual([".progress.json"]);
});
