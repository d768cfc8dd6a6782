import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AnswerCompiler } from "../../../../kit/checking/assembly/compile-answer.ts";
import type { Grader } from "../../../../kit/checking/engine/grader.ts";
import { classGraders } from "../../../../kit/checking/engine/graders.ts";
import { pointsOf } from "../../../../kit/checking/report.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { readAttacksOnLessons, withAnswer } from "./attacks-on-lessons.ts";

// Hostile answers to exercises of the course itself, graded with every check, hidden ones too. On Linux the kernel counts threads.
const repository = join(import.meta.dirname, "../../../..");
const attacks = readAttacksOnLessons();
const folder = mkdtempSync(join(tmpdir(), "swarmlab-hostile-lessons-"));
let compiler: AnswerCompiler;
let grader: Grader;

beforeAll(() => {
  compiler = new AnswerCompiler(repository);
  grader = classGraders({ root: repository, compiler })();
});
afterAll(async () => {
  await grader.close();
  compiler.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const { name, attack, exercise, points, says, code } of attacks) {
  test(`${name}: ${attack}`, { timeout: 600_000 }, async () => {
    const [notebook] = readdirSync(join(repository, "notebooks")).filter((file) =>
      file.startsWith(`${exercise.slice(0, 2)}-`),
    );
    const handedOut = readFileSync(join(repository, "notebooks", notebook as string), "utf8");
    const file = join(folder, `${name}.ipynb`);
    writeFileSync(file, withAnswer(handedOut, exercise, code));
    const [report] = await grader.check(readNotebook(file, grader.course), { ids: [exercise] });
    const words = [report?.problem, ...(report?.checks ?? []).map((check) => check.message)].join("\n");
    // Without the kernel's count, as on macOS, what threads did is what the answer says of it.
    const isCounted = process.platform === "linux" || !says.includes("on worker threads");
    if (isCounted) expect(pointsOf(report?.checks ?? []), words).toBeLessThanOrEqual(points);
    if (isCounted && says.length > 0)
      expect(
        says.filter((each) => words.includes(each)),
        words,
      ).not.toEqual([]);
    // No answer leaves an exercise without a verdict.
    expect(words).not.toMatch(/^The check (?:itself|did not)/m);
  });
}
