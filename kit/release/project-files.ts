import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files that learners get. Other files in the project's folder, such as submissions and gradebooks, are not released. */
const handedOut = [
  /^(labs|kit|notebooks|docs|deploy|\.devcontainer)\//,
  // Of the tests only the checks themselves are handed out, without the hidden ones.
  /^test\/checks\//,
  /^(README|checklist)\.md$/,
  /^LICENSE$/,
  /^package(-lock)?\.json$/,
  /^tsconfig\.base\.json$/,
  /^\.(gitignore|gitattributes|npmrc|nvmrc|node-version|editorconfig|dockerignore)$/,
];

/** Files for instructors and authors only. */
const keptBack = [
  /^docs\/(instructors|authors|gradescope|coverage|threat-model)(\.md$|\/)/,
  /^docs\/pictures\/grade/,
];

/** The authors' tools. They need packages that a copy does not install, so a copy that held them could not be built. */
const authorsTools = /^kit\/(?:authoring\/|cli\/(?:author-check|dev|new-course|new-lesson)(?:\.ts$|\/))/;

/** Files that were installed, built or left over. No release holds them. */
const passing =
  /(^|\/)(node_modules|dist|\.lab|work|\.git|\.ipynb_checkpoints|coverage)\/|\.tsbuildinfo$|\.tmp$/;

/** The project's files of the learners' copy, as sorted paths from `root` with forward slashes. */
export function releasedFiles(root: string): string[] {
  return projectFiles(root)
    .filter((file) => handedOut.some((pattern) => pattern.test(file)))
    .filter((file) => !keptBack.some((pattern) => pattern.test(file)) && !authorsTools.test(file));
}

/** The files that grading needs: the sources of kit and labs, the course, every check, and the reference solutions. */
const forGrading = [
  /^(labs|kit|notebooks)\//,
  /^solutions\/[^/]+\.ts$/,
  /^test\/checks\//,
  /^LICENSE$/,
  /^package(-lock)?\.json$/,
  /^tsconfig\.base\.json$/,
  /^\.npmrc$/,
];

/** The project's files of an autograder, as sorted paths from `root` with forward slashes. */
export function autograderFiles(root: string): string[] {
  return projectFiles(root)
    .filter((file) => forGrading.some((pattern) => pattern.test(file)))
    .filter((file) => !authorsTools.test(file));
}

/**
 * All files that belong to the project: with git those that git knows or would add, else all files that `.gitignore` does not name.
 */
export function projectFiles(root: string): string[] {
  const isIgnored = ignored(root);
  const files = existsSync(join(root, ".git"))
    ? gitFiles(root, ["--cached", "--others", "--exclude-standard"])
    : filesUnder(root).filter((file) => !isIgnored(file));
  return files
    .filter((file) => !passing.test(file))
    .filter((file) => existsSync(join(root, file)))
    .sort();
}

/** The files that are not yet known to git; none without git. */
export function unknownToGit(root: string, files: readonly string[]): string[] {
  if (!existsSync(join(root, ".git"))) return [];
  const known = new Set(gitFiles(root, ["--cached"]));
  return files.filter((file) => !known.has(file));
}

function gitFiles(root: string, which: readonly string[]): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", ...which], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.toString("utf8").split("\0").filter(Boolean);
}

/** Whether the project's own `.gitignore` names a file. It has only names, folders, and names with a star. */
function ignored(root: string): (file: string) => boolean {
  const file = join(root, ".gitignore");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split(/\r?\n/) : [];
  const patterns = lines
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const name = line.replace(/^\/|\/$/g, "").replace(/[.+?^${}()|[\]\\]/g, "\\$&");
      const start = line.startsWith("/") ? "^" : "(^|/)";
      return new RegExp(`${start}${name.replaceAll("*", "[^/]*")}${line.endsWith("/") ? "/" : "(/|$)"}`);
    });
  return (path) => patterns.some((pattern) => pattern.test(path));
}

function filesUnder(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return passing.test(`${path}/`) ? [] : filesUnder(root, path);
    return entry.isFile() ? [path] : [];
  });
}
