import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { collectChecks, visiblePoints } from "../../checking/index.ts";
import { lockPackages, projectFiles, ReleaseError } from "../../release/index.ts";
import { newLessonFiles } from "../new-lesson/new-lesson-files.ts";
import { buildCourse } from "../notebooks/build-course.ts";
import { callerFolder } from "../run-command/caller-folder.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import { coursePackage } from "./course-package.ts";
import { courseTexts } from "./course-texts.ts";
import { MEDIAN } from "./median.ts";

/** Exit code. */
const NOT_WRITTEN = 1;

/** What a course takes over from this project as it stands: the kit, the library, and how they are built, checked and tested. */
const TAKEN_OVER = [
  /^(?:kit|labs|\.ci|\.github|\.devcontainer)\//,
  /^(?:deploy\/Dockerfile|docs\/authors\.md)$/,
  /^(?:LICENSE|package-lock\.json|tsconfig(?:\.base)?\.json|biome\.json|\.gitignore|\.gitattributes|\.npmrc|\.dockerignore)$/,
  /^(?:solutions|test)\/tsconfig\.json$/,
];

/** What to write. Paths are absolute. */
export interface NewCourse {
  readonly root: string;
  readonly folder: string;
  /** @default the folder's name in words */
  readonly title: string | undefined;
}

/**
 * Writes a small course with two lessons into a new folder, with the kit, and builds its notebooks.
 *
 * @throws CommandFailure when the folder has files, or lies in the project itself
 */
export async function writeNewCourse({ root, folder, title }: NewCourse, tools: CommandTools): Promise<void> {
  refuseTarget(root, folder);
  const name = nameOf(folder);
  const heading = title?.trim() ?? titleOf(name);
  for (const file of projectFiles(root).filter((path) => TAKEN_OVER.some((taken) => taken.test(path))))
    cpSync(join(root, file), join(folder, file));
  const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const files = {
    "package.json": `${JSON.stringify(coursePackage(project, { name, title: heading }), null, 2)}\n`,
    ...courseTexts(heading),
    ...newLessonFiles({ id: "00", title: "Words", slug: "words" }),
    ...newLessonFiles({ id: "01", title: "Numbers", slug: "numbers" }, MEDIAN),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  await lock(folder);
  await withPackagesOf(root, folder, async () => {
    const points = async (course: string) => visiblePoints(await collectChecks(course));
    await buildCourse({ root: folder, check: false, points }, tools);
  });
  tools.out.write(`
${folder} holds your course: two lessons, their checks and answers, the kit that runs them, tests and CI.

  cd ${relative(callerFolder(), folder) || folder}
  git init && git add --all
  npm test                 sets up what is missing, and tests the course; the first time takes some
                           minutes and needs the network
  npm run lab -- --author  opens the lessons, to change them

Its README says where everything is, and docs/authors.md how a lesson is written.
`);
}

function refuseTarget(root: string, folder: string): void {
  const inside = relative(resolve(root), folder);
  const isOutside = inside === ".." || inside.startsWith(`..${sep}`);
  if (!isOutside)
    throw new CommandFailure(
      `${folder} is part of this project: name a folder outside of it, such as ../my-course.`,
      NOT_WRITTEN,
    );
  if (!existsSync(folder)) return;
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    throw new CommandFailure(`${folder} is a file: name a new folder.`, NOT_WRITTEN);
  }
  if (entries.some((entry) => entry !== ".git"))
    throw new CommandFailure(
      `${folder} holds files already: name a new or an empty folder, and nothing of yours is overwritten.`,
      NOT_WRITTEN,
    );
}

/** Leaves in the lock file what the course installs. */
async function lock(folder: string): Promise<void> {
  try {
    await lockPackages(folder);
  } catch (error) {
    if (!ReleaseError.is(error)) throw error;
    throw new CommandFailure(error.message, NOT_WRITTEN, { cause: error });
  }
}

/** Reads the course's checks with this project's packages. The course's own are installed at its first command. */
async function withPackagesOf(root: string, folder: string, act: () => Promise<void>): Promise<void> {
  const link = join(folder, "node_modules");
  symlinkSync(join(root, "node_modules"), link, "dir");
  try {
    await act();
  } finally {
    // A link: what it leads to is not touched.
    rmSync(link);
  }
}

/** The folder's name as npm takes it for a package's. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? "my-course" : name;
}

/** "my-course" → "My course". */
function titleOf(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
