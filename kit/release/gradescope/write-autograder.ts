import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { packageOfCopy } from "../learner-package.ts";
import { lockPackages } from "../lock-packages.ts";
import { autograderFiles } from "../project-files.ts";
import { ReleaseError } from "../release-error.ts";
import { type AutograderSettings, SETTINGS_FILE } from "./autograder-settings.ts";
import { writeZip, type ZippedFile } from "./write-zip.ts";

/** An autograder for Gradescope, ready to be uploaded. */
export interface WrittenAutograder {
  /** The zip. */
  readonly file: string;
  /** How many files it holds. */
  readonly files: number;
}

/** The programs that Gradescope runs from the zip's root. */
const programs = ["setup.sh", "run_autograder"];

/**
 * Packs an autograder for Gradescope: the course with its hidden checks and reference solutions, and the two programs that Gradescope calls.
 * The same project and settings give the same bytes. It is for the instructor alone.
 *
 * @param target The zip; one that stands there is replaced.
 * @param settings The lessons that it grades, and the secret of their checks' inputs.
 * @throws ReleaseError `BAD_TARGET` or `NPM_FAILED`; nothing was written then
 */
export async function writeAutograder(
  root: string,
  target: string,
  settings: AutograderSettings,
): Promise<WrittenAutograder> {
  const file = resolve(target);
  refuseTarget(file);
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-autograder-"));
  try {
    const files = autograderFiles(root);
    for (const name of [
      "package.json",
      "package-lock.json",
      ".npmrc",
      "labs/package.json",
      "kit/package.json",
    ])
      if (files.includes(name)) cpSync(join(root, name), join(folder, name));
    const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    writeJson(join(folder, "package.json"), packageOfCopy(project, []));
    await lockPackages(folder);
    writeJson(join(folder, SETTINGS_FILE), settings);
    const own = ["package.json", "package-lock.json", SETTINGS_FILE];
    const zipped: ZippedFile[] = [
      ...programs.map((name) => ({
        name,
        from: join(root, "kit/release/gradescope", name),
        isProgram: true,
      })),
      ...own.map((name) => ({ name, from: join(folder, name) })),
      ...files.filter((name) => !own.includes(name)).map((name) => ({ name, from: join(root, name) })),
    ];
    mkdirSync(dirname(file), { recursive: true });
    await writeZip(file, zipped);
    return { file, files: zipped.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refuseTarget(file: string): void {
  if (!file.endsWith(".zip"))
    throw new ReleaseError(
      "BAD_TARGET",
      `${file} is no zip: give a name that ends in .zip, such as autograder.zip.`,
    );
  if (existsSync(file) && statSync(file).isDirectory())
    throw new ReleaseError("BAD_TARGET", `${file} is a folder: give the name of a zip file.`);
}

const writeJson = (file: string, value: unknown) =>
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
