import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { courseRoot } from "../../common/course-root.ts";

/** The folder in which the user typed the command: npm runs scripts in the project's folder, and keeps the other one in INIT_CWD. */
export function callerFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** The absolute path of a file to write. */
export function fromCaller(path: string): string {
  return resolve(callerFolder(), path);
}

/** The absolute path of a file to read. A path that exists only from the project's folder means that one. */
export function existingFromCaller(path: string): string {
  const typed = fromCaller(path);
  const inProject = resolve(path);
  return !existsSync(typed) && existsSync(inProject) ? inProject : typed;
}

/** The course's folder: the one that `--root` names, else the one that this program belongs to. */
export function courseFolder(named: string | undefined): string {
  return resolve(named === undefined ? courseRoot() : existingFromCaller(named));
}

/** The option `--root` of a command. */
export const rootOption = {
  value: "FOLDER",
  help: "the course's folder (default: the one this program belongs to)",
} as const;
