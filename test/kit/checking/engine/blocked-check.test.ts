import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notebookGrader } from "../../../../kit/checking/engine/graders.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { expectNoProcessNaming } from "../../sandbox/process/processes.ts";
import { fixtureCourse } from "../fixtures/course.ts";

/** Three checks; the pattern of the second takes hours on a long text of one letter. */
const slowChecks = `
exercise("01.2", ({ check }) => {
  check("comes first", async ({ submission }) => {
    expect(typeof await submission.call("told")).toBe("string");
  });
  check("is read by a slow pattern", async ({ submission }) => {
    expect(/^(a+)+$/.test(String(await submission.call("told")))).toBe(true);
  });
  check("comes last", async ({ submission }) => {
    expect(typeof await submission.call("told")).toBe("string");
  });
});
`;

test("a check that computes on and on is ended from outside, and every other check is judged", {
  timeout: 300_000,
}, async () => {
  using fixture = fixtureCourse();
  const file = join(fixture.root, "test/checks/01.check.ts");
  const imports = readFileSync(file, "utf8").split("exercise(")[0] as string;
  writeFileSync(file, imports + slowChecks);
  const grader = notebookGrader({ root: fixture.root });
  const check = async (told: string) => {
    const answer = `// exercise 01.2 · Sum a list\nconst sum = () => 0n;\nconst told = () => ${told};`;
    const notebook = fixture.notebook([answer]);
    const [report] = await grader.check(readNotebook(notebook, grader.course), { ids: ["01.2"] });
    return report?.checks.map(({ name, status }) => [name, status]);
  };
  try {
    expect(await check('"a".repeat(50) + "!"')).toEqual([
      ["comes first", "passed"],
      ["is read by a slow pattern", "timeout"],
      ["comes last", "passed"],
    ]);
    // The thread that took its place judges the next answer as any other.
    expect(await check('"aaa"')).toEqual([
      ["comes first", "passed"],
      ["is read by a slow pattern", "passed"],
      ["comes last", "passed"],
    ]);
  } finally {
    await grader.close();
    await expectNoProcessNaming(fixture.root);
  }
});
