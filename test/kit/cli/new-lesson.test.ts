import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorCheckCommand } from "../../../kit/cli/author-check.ts";
import { newLessonCommand } from "../../../kit/cli/new-lesson.ts";
import { runCommand } from "./support/run-command.ts";

const repository = join(import.meta.dirname, "../../..");

describe("wrong use is answered with one sentence", () => {
  test.each([
    [[], /^Which lesson\? Give its number and its title, for example: npm run new-lesson -- 13 "/],
    [["many", "Many machines"], /^A lesson's number has one or two digits, such as 13, not "many": /],
    [["113", "Many machines"], /^A lesson's number has one or two digits, such as 13, not "113": /],
    [["13"], /^Lesson 13 needs a title, for example: /],
    [["13", " "], /^Lesson 13 needs a title, for example: /],
    [["13", "Many", "machines"], /^Write the title in quotes, for example: /],
    [["13", "…"], /^A title has letters or digits, and no quotation marks/],
    [["13", 'The "swarm"'], /^A title has letters or digits, and no quotation marks/],
  ])("%j", async (args, sentence) => {
    const { code, out, err } = await runCommand(newLessonCommand, ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(sentence);
    expect(err.trimEnd()).not.toContain("\n");
  });
});

describe("in a copy of the course with one lesson", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "swarmlab-new-lesson-"));
    for (const path of ["cspell.json", ".cspell", "solutions/00-start-here.ts", "notebooks/glossary.md"])
      if (existsSync(join(repository, path)))
        cpSync(join(repository, path), join(root, path), { recursive: true });
    // Check files share modules; those of other lessons stay behind.
    const isOfOther = (file: string) => /(?!00)\d\d\.check\.ts$/.test(file);
    cpSync(join(repository, "test/checks"), join(root, "test/checks"), {
      recursive: true,
      filter: (file) => !isOfOther(file),
    });
    symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("a new lesson keeps the author's contract, but for the prose and the exercises that are named", async () => {
    const { code, out, err } = await runCommand(newLessonCommand, "13", "Möwen über Bord", "--root", root);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("wrote  solutions/13-mowen-uber-bord.ts\n");
    expect(out).toContain("npm run author-check -- --lesson 13");
    expect(readdirSync(join(root, "test/answers/13/right"))).toHaveLength(2);
    expect(readdirSync(join(root, "test/answers/13/wrong"))).toHaveLength(3);
    expect(existsSync(join(root, "notebooks/13-mowen-uber-bord.ipynb"))).toBe(true);

    const checked = await runCommand(authorCheckCommand, "--root", root, "--lesson", "13", "--json");
    const { findings, figures } = JSON.parse(checked.out) as {
      findings: { rule: string; message: string }[];
      figures: object[];
    };
    // The title is German.
    const rules = new Set(findings.map(({ rule }) => rule).filter((rule) => rule !== "spelling"));
    expect([...rules].sort(), JSON.stringify(findings, null, 2)).toEqual([
      "enough-exercises",
      "has-every-part",
    ]);
    expect(figures).toMatchObject([
      { lesson: "13", exercises: 1, checks: 3, hiddenChecks: 1, right: 2, wrong: 3 },
    ]);
  }, 300_000);

  test("a number that is taken is refused, and nothing is written", async () => {
    const before = readFileSync(join(root, "solutions/13-mowen-uber-bord.ts"), "utf8");
    expect(await runCommand(newLessonCommand, "13", "Another", "--root", root)).toEqual({
      code: 1,
      out: "",
      err: "There is a lesson 13 already (solutions/13-mowen-uber-bord.ts): choose another number.\n",
    });
    expect(await runCommand(newLessonCommand, "0", "Another", "--root", root)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is a lesson 00 already/),
    });
    expect(readFileSync(join(root, "solutions/13-mowen-uber-bord.ts"), "utf8")).toBe(before);
    expect(readdirSync(join(root, "solutions")).filter((name) => name.includes("another"))).toEqual([]);
  });

  test("a learners' copy has no lessons to add to", async () => {
    const { code, err } = await runCommand(newLessonCommand, "13", "Another", "--root", tmpdir());
    expect({ code, err }).toEqual({
      code: 1,
      err: "There is no folder solutions/ here: a learners' copy of the course has no lesson sources.\n",
    });
  });
});
