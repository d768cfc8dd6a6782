import { fileURLToPath } from "node:url";
import type { Finding } from "../finding.ts";
import type { CourseRule } from "./rule.ts";

/** Files that learners, instructors and authors read, from the course's root. `cspell.json` lists the same files for editors. */
const READ = [
  "README.md",
  "checklist.md",
  "docs/**/*.md",
  "labs/README.md",
  "solutions/*.ts",
  "solutions/*.md",
  "test/checks/*.ts",
];

/** Every word is in a dictionary of English or of programming, or in the course's own list, `.cspell/course.txt`. */
export const spelling: CourseRule = async ({ root }) => {
  const { lint } = await import("cspell");
  const found: Finding[] = [];
  const ignore = () => {};
  await lint(
    READ,
    { root, config: "cspell.json", progress: false, summary: false, showSuggestions: false },
    {
      issue: ({ text, uri, row }) => {
        const file = uri === undefined ? "" : pathFrom(root, uri);
        const lesson = /\/(\d\d)[-.]/.exec(file)?.[1];
        found.push({
          rule: "spelling",
          file,
          line: row,
          ...(lesson === undefined ? {} : { lesson }),
          message: `"${text}" is in no dictionary: mend it, or add it to .cspell/course.txt.`,
        });
      },
      info: ignore,
      debug: ignore,
      progress: ignore,
      result: ignore,
      error: (message, error) => {
        found.push({
          rule: "spelling",
          message: `the spelling could not be checked: ${message} ${error.message}`,
        });
      },
    },
  );
  return found;
};

function pathFrom(root: string, uri: string): string {
  const path = uri.startsWith("file:") ? fileURLToPath(uri) : uri;
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}
