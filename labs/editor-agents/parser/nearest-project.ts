import { existsSync } from "node:fs";
import { dirname, join } from "node:path/posix";

/** The nearest `tsconfig.json` in the folder of a file or above it, up to the project's folder. */
export function nearestProject(file: string, root: string): string | undefined {
  return nearestFile(dirname(file), ["tsconfig.json"], root);
}

/**
 * The first of some files that stands in a folder or above it.
 *
 * @param top where the search ends. @default the file system's root
 */
export function nearestFile(folder: string, names: readonly string[], top = "/"): string | undefined {
  for (const name of names) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
  }
  const above = dirname(folder);
  return folder === top || above === folder ? undefined : nearestFile(above, names, top);
}
