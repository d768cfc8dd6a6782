import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { UsageError } from "../../common/command-line.mjs";

/** What a path stands for. */
export type Subject =
  | { readonly kind: "lesson"; readonly lesson: string }
  /** `path` is a test file or a folder of tests, from the project's folder. */
  | { readonly kind: "tests"; readonly path: string };

/** The files that belong to one lesson; the group is its two digits. */
const LESSON_FILES = [
  /^(?:solutions|notebooks)\/(\d\d)-[^/]+\.(?:ts|ipynb)$/,
  /^test\/checks\/(\d\d)\.check\.ts$/,
  /^test\/answers\/(\d\d)(?:\/|$)/,
];

/**
 * What a path stands for: a lesson, tests, or sources that tests mirror.
 *
 * @param path absolute
 * @throws UsageError for a path that does not exist, or is neither a lesson, a test nor a source
 */
export function subjectOf(path: string, root: string): Subject {
  const file = relative(root, path).replaceAll("\\", "/");
  if (!existsSync(path)) throw new UsageError(`There is no ${file}: give the path of a file or a folder.`);
  for (const pattern of LESSON_FILES) {
    const lesson = pattern.exec(file)?.[1];
    if (lesson !== undefined) return { kind: "lesson", lesson };
  }
  if (/^test(\/|$)/.test(file) && !/^test\/checks(\/|$)/.test(file)) return { kind: "tests", path: file };
  if (!isAbsolute(file) && /^(?:labs|kit)(\/|$)/.test(file))
    return { kind: "tests", path: mirroredTests(file, root) };
  throw new UsageError(
    `${file} is no lesson and has no tests: give a lesson, its checks, or a file or folder of test, labs or kit.`,
  );
}

/** The test file of a source. A source without one has the tests of the nearest folder above that has tests. */
function mirroredTests(file: string, root: string): string {
  const testFile = join("test", file.replace(/\.(?:ts|mjs)$/, ".test.ts"));
  let path = testFile;
  while (!existsSync(join(root, path))) path = dirname(path);
  return path;
}
