/** The files of a new course that are its own and no lesson's, by their paths from its root. */
export function courseTexts(title: string): Record<string, string> {
  return {
    "README.md": readmeText(title),
    "contract.json": '{\n  "leaveOut": ["has-every-part", "enough-exercises"]\n}\n',
    "checklist.md": checklistText,
    "solutions/glossary.md": glossaryText,
    "cspell.json": cspellText,
    ".cspell/course.txt":
      "# Words of the course that no dictionary has. One a line, in order.\ncoteach\njupytext\nkernelspec\nswarmlab\n",
    "vitest.config.ts": vitestText,
    "test/course.test.ts": testText,
  };
}

const readmeText = (title: string) => `# ${title}

A course in notebooks, in TypeScript. Learners run cells, write exercises, and \`check()\` says at once what holds.

| command | what it does |
|---|---|
| \`npm run lab\` | sets up what is missing and opens the lessons in JupyterLab |
| \`npm test\` | holds the course to the author's contract, checks types and formatting, and runs every solved notebook |
| \`npm run format\` | mends the formatting |
| \`npm run new-lesson -- 02 "Title"\` | writes the files of a new lesson |
| \`npm run dev -- solutions/00-words.ts\` | builds the notebooks and judges the answers at each save |
| \`npm run author-check\` | says what is still to mend, and where |
| \`npm run release -- ../learners\` | makes the learners' copy, without solutions |
| \`npm run grade -- SUBMISSIONS --out GRADES\` | grades a class |

## The course at a glance

| lesson | title | exercise |
|---|---|---|
| 00 | Words | Count the words |
| 01 | Numbers | Find the median |

## Make it yours

A lesson is one file in \`solutions/\`, its checks stand in \`test/checks/\`, and the answers that these are tried on in
\`test/answers/\`. Change them, save, and look at what \`npm run dev\` says. \`contract.json\` names the rules that your lessons need
not keep; delete a name there when you want to be held to it. [docs/authors.md](docs/authors.md) says how a lesson is written.

\`kit/\` runs the course and \`labs/\` is the library that its notebooks may import. Both are copies from Swarm Lab. To take a
newer one, replace both folders and the dependencies in \`package.json\`, and run \`npm test\`.
`;

const checklistText = `# Checklist

## What you can do after this course

| you can | proven by |
|---|---|
| cut a text into words | exercise 00.1 |
| find the value in the middle | exercise 01.1 |
`;

const glossaryText = `# Glossary

**Median**: of values in order of size, the one in the middle.

**Word**: what stands between spaces, line breaks and the two ends of a text.
`;

const cspellText = `{
  "version": "0.2",
  "language": "en,en-GB",
  "dictionaries": ["course", "typescript", "node", "software-terms"],
  "dictionaryDefinitions": [{ "name": "course", "path": "./.cspell/course.txt", "addWords": true }],
  "files": ["README.md", "checklist.md", "solutions/*.ts", "solutions/*.md", "test/checks/*.ts"],
  "ignorePaths": ["docs", "labs"],
  "ignoreRegExpList": ["/\`[^\`\\\\n]+\`/g"]
}
`;

const vitestText = `import { defineConfig } from "vitest/config";

/** The tests of the course. The graded checks in test/checks run through the kit, never from here. */
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000 },
});
`;

const testText = `import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { authorCheck, findingText, runNotebook } from "../kit/authoring/index.ts";

const root = join(import.meta.dirname, "..");
const solved = readdirSync(join(root, "solutions")).filter((name) => name.endsWith(".ipynb"));

test("the course keeps the author's contract", async () => {
  const { findings, results } = await authorCheck({ root, everyCheck: true });
  if (findings.length > 0) expect.fail(["Mend:", ...findings.map(findingText)].join("\\n"));
  expect(results.length).toBeGreaterThan(0);
});

test.each(solved)("the solved notebook %s runs through, and every check is green", async (name) => {
  const { cells } = await runNotebook(root, \`solutions/\${name}\`);
  const checks = cells.filter(({ metadata }) => metadata.tags?.includes("check"));
  expect(checks.length).toBeGreaterThan(0);
  for (const { outputs = [] } of checks) {
    const shown = outputs.map(({ data }) => [data?.["text/plain"]].flat().join("")).join("\\n");
    expect(shown).toMatch(/(\\d+) of \\1 points/);
  }
});
`;
