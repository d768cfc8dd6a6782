import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What only whoever teaches or writes the course needs, or what holds answers. */
const keptBack = [
  /^solutions\//,
  // Of the tests only the checks themselves are handed out, without the hidden ones.
  /^test\/(?!checks\/)/,
  /^docs\/(instructors|authors|coverage)(\.md$|\/)/,
  /^docs\/pictures\/grade/,
  /^\.ci\//,
  /^(biome|cspell)\.json$/,
  /^\.cspell\//,
  /^tsconfig\.json$/,
  /^vitest\.config\.ts$/,
];

/** What no release holds, wherever it lies: whatever was installed, built or left over. */
const passing =
  /(^|\/)(node_modules|dist|\.lab|work|\.git|\.ipynb_checkpoints|coverage)\/|\.tsbuildinfo$|\.tmp$/;

/** The files of the project that the learners' copy begins with, as paths from `root` with forward slashes, in order. */
export function releasedFiles(root: string): string[] {
  return projectFiles(root).filter((file) => !keptBack.some((pattern) => pattern.test(file)));
}

/** All files that belong to the project. What git knows or would take up, where there is git; else all that stands there. */
export function projectFiles(root: string): string[] {
  const files = existsSync(join(root, ".git")) ? gitFiles(root) : filesUnder(root);
  return files
    .filter((file) => !passing.test(file))
    .filter((file) => existsSync(join(root, file)))
    .sort();
}

function gitFiles(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.toString("utf8").split("\0").filter(Boolean);
}

function filesUnder(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return passing.test(`${path}/`) ? [] : filesUnder(root, path);
    return entry.isFile() ? [path] : [];
  });
}
