import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The folder in which a project keeps what can be made again: `.lab` beside the nearest `.lab` or `package.json` above.
 *
 * @param start the folder at which the search begins
 */
export function labFolder(start = process.cwd()): string {
  const from = resolve(start);
  let project: string | undefined;
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".lab"))) return join(folder, ".lab");
    if (existsSync(join(folder, "package.json"))) project = folder;
    if (dirname(folder) === folder) return join(project ?? from, ".lab");
  }
}
