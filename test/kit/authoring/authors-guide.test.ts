import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { notebookGrader } from "../../../kit/checking/engine/graders.ts";
import { readNotebook } from "../../../kit/checking/submission/read-notebook.ts";
import { writeNotebooks } from "../../../kit/lesson/index.ts";
import { fixtureCourse } from "../checking/fixtures/course.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/authors.md"), "utf8");
const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
const lesson = blocks.find((code) => code.startsWith("// ---")) ?? "";
const checks = blocks.find((code) => code.startsWith("import { exercise }")) ?? "";

const fixture = fixtureCourse();
afterAll(() => fixture[Symbol.dispose]());

test("an author who copies the guide's lesson and its checks has a lesson whose solution passes and whose starter fails", async () => {
  mkdirSync(join(fixture.root, "test/checks"), { recursive: true });
  writeFileSync(join(fixture.root, "solutions/14-halves.ts"), lesson);
  writeFileSync(join(fixture.root, "test/checks/14.check.ts"), checks);
  writeNotebooks(fixture.root, { points: {} });
  const grader = notebookGrader({ root: fixture.root });
  const statuses = async (folder: string) => {
    const file = join(fixture.root, folder, "14-halves.ipynb");
    const [report] = await grader.check(readNotebook(file, grader.course));
    return report?.checks.map(({ status }) => status);
  };
  try {
    expect(await statuses("solutions")).toEqual(["passed", "passed"]);
    expect(await statuses("notebooks")).toEqual(["failed", "failed"]);
  } finally {
    await grader.close();
  }
}, 300_000);
