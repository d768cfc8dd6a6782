import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { smallLesson } from "./support/small-lesson.ts";

const root = join(import.meta.dirname, "../../..");

/** Asks TypeScript about a folder of lessons; the packages that lessons import must have been built. */
function typeCheck(folder: string) {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], {
    encoding: "utf8",
    cwd: root,
  });
  return { status, stdout };
}

test("every lesson source type-checks as one module", () => {
  expect(typeCheck(join(root, "solutions"))).toEqual({ status: 0, stdout: "" });
});

test("a lesson with a type error does not, and one with top-level await and unused answers does", () => {
  // Inside the project, so that its packages are found.
  const folder = join(root, ".lab/tmp");
  mkdirSync(folder, { recursive: true });
  const lessons = mkdtempSync(join(folder, "lessons-"));
  try {
    writeFileSync(
      join(lessons, "tsconfig.json"),
      JSON.stringify({ extends: join(root, "solutions/tsconfig.json"), include: ["*.ts"] }),
    );
    const source = smallLesson(
      { imports: "// %%\nasync function check(_: string) {}" },
      "// %%\nawait Promise.resolve();",
    );
    writeFileSync(join(lessons, "05-small.ts"), source);
    expect(typeCheck(lessons)).toEqual({ status: 0, stdout: "" });
    writeFileSync(join(lessons, "05-small.ts"), source.replace("return 1;", 'return "one";'));
    expect(typeCheck(lessons)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/05-small\.ts\(\d+,\d+\): error TS2322/),
    });
  } finally {
    rmSync(lessons, { recursive: true });
  }
});
