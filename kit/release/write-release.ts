import { randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { RELEASE_MARK } from "../common/release-mark.ts";
import { makeSecrets, SECRETS_FILE } from "../guard/index.ts";
import { COURSE_FILE, loadCourse, withSealedExplanations } from "../lesson/index.ts";
import { withoutDeadLinks } from "./dead-links.ts";
import { gitignoreForGithub, WORKFLOW, WORKFLOW_FILE } from "./github-files.ts";
import { courseSecrets, courseStructures } from "./leaks/course-secrets.ts";
import { findLeaks, type Leak } from "./leaks/find-leaks.ts";
import { learnerPackage } from "./learner-package.ts";
import { learnerReadme } from "./learner-readme.ts";
import { lockPackages } from "./lock-packages.ts";
import { projectFiles, releasedFiles, unknownToGit } from "./project-files.ts";
import { ReleaseError } from "./release-error.ts";
import { visibleChecks } from "./visible-checks.ts";

export interface ReleaseOptions {
  /** The platform that the copy is a repository of: GitHub gets a workflow that runs the visible checks. @default none */
  readonly platform?: "github";
}

/** A learners' copy that was made. */
export interface Release {
  /** The folder that holds it. */
  readonly folder: string;
  /** How many files it has. */
  readonly files: number;
  /** How many secret texts were searched for, and not found. */
  readonly secrets: number;
  /** Released files that are not committed to git. */
  readonly unknown: readonly string[];
}

/**
 * Makes the learners' copy of the course in `out`: a fresh folder without history, solutions, hidden checks or known
 * answers. It gets its name only after a search for leaks has found nothing. It replaces an earlier release.
 *
 * @throws ReleaseError `BAD_TARGET`, `LEAK`, `BAD_CHECK_FILE` or `NPM_FAILED`; `out` is unchanged then.
 */
export async function writeRelease(
  root: string,
  out: string,
  { platform }: ReleaseOptions = {},
): Promise<Release> {
  const folder = resolve(out);
  refuseTarget(resolve(root), folder);
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = join(dirname(folder), `.${basename(folder)}-${randomUUID()}`);
  try {
    fill(root, fresh);
    if (platform === "github") addGithubFiles(fresh);
    await lockPackages(fresh);
    const { secrets, leaks } = searchForLeaks(root, fresh);
    if (leaks.length > 0) throw new ReleaseError("LEAK", tellLeaks(leaks));
    putInPlace(fresh, folder);
    return { folder, files: countFiles(folder), secrets, unknown: unknownToGit(root, releasedFiles(root)) };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Searches a learners' copy, built or not, for secrets of the course. */
export function searchForLeaks(root: string, folder: string): { secrets: number; leaks: Leak[] } {
  const labs = projectFiles(root)
    .filter((file) => /^labs\/.*\.(ts|md)$/.test(file))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const secrets = courseSecrets(root, labs);
  return {
    secrets: secrets.length,
    leaks: findLeaks(folder, secrets, { structures: courseStructures(root, labs) }),
  };
}

function refuseTarget(root: string, folder: string): void {
  const inside = relative(root, folder);
  const isOutside = inside === ".." || inside.startsWith(`..${sep}`);
  const holdsRoot = !relative(folder, root).startsWith("..");
  if (
    holdsRoot ||
    (!isOutside && projectFiles(root).some((file) => file.startsWith(`${inside.split(sep)[0]}/`)))
  ) {
    throw new ReleaseError(
      "BAD_TARGET",
      `${folder} is part of the project itself: name a folder outside of it, such as ../swarmlab-learners.`,
    );
  }
  if (!existsSync(folder)) return;
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    throw new ReleaseError("BAD_TARGET", `${folder} is a file: name a folder.`);
  }
  if (entries.length > 0 && !entries.includes(RELEASE_MARK)) {
    throw new ReleaseError(
      "BAD_TARGET",
      `${folder} holds files that are no release: name an empty or a new folder, and nothing of yours is overwritten.`,
    );
  }
}

function fill(root: string, folder: string): void {
  const names = releasedFiles(root);
  const files = new Set(names);
  for (const file of names) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    const source = () => readFileSync(join(root, file), "utf8");
    if (file.endsWith(".check.ts")) writeFileSync(target, visibleChecks(source(), file));
    else if (file.endsWith(".md")) writeFileSync(target, withoutDeadLinks(source(), file, files));
    else cpSync(join(root, file), target);
  }
  const course = join(folder, COURSE_FILE);
  writeFileSync(course, withSealedExplanations(readFileSync(course, "utf8"), folder));
  // The co-teacher's guard compares with these, because the copy has no solutions.
  writeFileSync(join(folder, SECRETS_FILE), `${JSON.stringify(makeSecrets(root, loadCourse(root)))}\n`);
  const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const learners = learnerPackage(project);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(learners, null, 2)}\n`);
  const readme = learnerReadme(readFileSync(join(root, "README.md"), "utf8"), Object.keys(learners.scripts));
  writeFileSync(join(folder, "README.md"), withoutDeadLinks(readme, "README.md", files));
  writeFileSync(
    join(folder, RELEASE_MARK),
    "The learners' copy of the course. A newer release may take its place.\n",
  );
}

function addGithubFiles(folder: string): void {
  mkdirSync(dirname(join(folder, WORKFLOW_FILE)), { recursive: true });
  writeFileSync(join(folder, WORKFLOW_FILE), WORKFLOW);
  const ignore = join(folder, ".gitignore");
  if (existsSync(ignore)) writeFileSync(ignore, gitignoreForGithub(readFileSync(ignore, "utf8")));
}

/** Replaces the old release by the new one with a rename, and removes the old one. */
function putInPlace(fresh: string, folder: string): void {
  const old = `${fresh}-old`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(fresh, folder);
  rmSync(old, { recursive: true, force: true });
}

function countFiles(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;
}

function tellLeaks(leaks: readonly Leak[]): string {
  const lines = leaks.map(({ file, of, begins }) => `  ${file} holds ${of}: ${begins}…`);
  return `Nothing was released, because learners would get what they must not see:\n${lines.join("\n")}`;
}
