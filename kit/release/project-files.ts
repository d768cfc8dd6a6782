import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What learners get. Whatever else stands in the project's folder, submissions and gradebooks among them, is nobody's to hand out. */
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

/** What only whoever teaches or writes the course needs. */
const keptBack = [/^docs\/(instructors|authors|gradescope|coverage)(\.md$|\/)/, /^docs\/pictures\/grade/];

/** The authors' tools. They need packages that a copy does not install, so a copy that held them could not be built. */
const authorsTools = /^kit\/(?:authoring\/|cli\/(?:author-check|dev|new-lesson)(?:\.ts$|\/))/;

/** What no release holds, wherever it lies: whatever was installed, built or left over. */
const passing =
  /(^|\/)(node_modules|dist|\.lab|work|\.git|\.ipynb_checkpoints|coverage)\/|\.tsbuildinfo$|\.tmp$/;

/** The files of the project that the learners' copy begins with, as paths from `root` with forward slashes, in order. */
export function releasedFiles(root: string): string[] {
  return projectFiles(root)
    .filter((file) => handedOut.some((pattern) => pattern.test(file)))
    .filter((file) => !keptBack.some((pattern) => pattern.test(file)) && !authorsTools.test(file));
}

/** What grading needs: the kit and the labs as sources, the course, every check, and the reference solutions. */
const forGrading = [
  /^(labs|kit|notebooks)\//,
  /^solutions\/[^/]+\.ts$/,
  /^test\/checks\//,
  /^LICENSE$/,
  /^package(-lock)?\.json$/,
  /^tsconfig\.base\.json$/,
  /^\.npmrc$/,
];

/** The project's files that an autograder holds, as paths from `root` with forward slashes, in order. */
export function autograderFiles(root: string): string[] {
  return projectFiles(root)
    .filter((file) => forGrading.some((pattern) => pattern.test(file)))
    .filter((file) => !authorsTools.test(file));
}

/**
 * All files that belong to the project. What git knows or would take up, where there is git; else all that stands there and that
 * `.gitignore` does not name.
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

/** Those of some files that nobody has committed to git yet; none where there is no git. */
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

/** What the project's own `.gitignore` names: names, folders, and names with a star. It has no other patterns. */
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
