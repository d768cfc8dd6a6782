import { lstatSync, readdirSync, type Stats } from "node:fs";
import { join } from "node:path/posix";
import { isIgnoredName, isWatched } from "./source-files.ts";

/** What differs between two looks at a folder. */
export interface FolderChanges {
  readonly changed: readonly string[];
  readonly created: readonly string[];
  readonly deleted: readonly string[];
}

/**
 * The watched files below some folders, as they were last seen. Events of the system only say where to look; what has
 * happened is what differs. So a save by rename, a save in ten steps and a lost event all come out as one change.
 */
export class FolderState {
  /** The size, time and number of each file. */
  readonly #files = new Map<string, string>();

  get size(): number {
    return this.#files.size;
  }

  /** Takes in a folder without reporting it. */
  add(folder: string): void {
    for (const file of filesBelow(folder)) this.#files.set(file.path, file.state);
  }

  /** Looks at these files and folders, and returns what differs. */
  look(paths: Iterable<string>): FolderChanges {
    const changes = { changed: [] as string[], created: [] as string[], deleted: [] as string[] };
    const present = new Map<string, string>();
    for (const path of new Set(paths)) {
      const found = filesBelow(path);
      for (const file of found) present.set(file.path, file.state);
      if (found.length === 0 || !isWatched(path)) this.#markMissing(path, present, changes.deleted);
    }
    for (const [file, state] of present) {
      const known = this.#files.get(file);
      if (known === state) continue;
      (known === undefined ? changes.created : changes.changed).push(file);
      this.#files.set(file, state);
    }
    return changes;
  }

  /** A path that is no file any more takes with it what was known below it. */
  #markMissing(path: string, present: ReadonlyMap<string, string>, deleted: string[]): void {
    const gone = [...this.#files.keys()].filter(
      (file) => (file === path || file.startsWith(`${path}/`)) && !present.has(file),
    );
    for (const file of gone) this.#files.delete(file);
    deleted.push(...gone);
  }
}

/** The watched files at or below a path. A path that does not exist has none. */
function filesBelow(path: string): { path: string; state: string }[] {
  const stats = statsOf(path);
  if (stats?.isFile()) return isWatched(path) ? [{ path, state: stateOf(stats) }] : [];
  if (!stats?.isDirectory()) return [];
  let names: string[];
  try {
    names = readdirSync(path);
  } catch {
    // It was removed between two steps, or may not be read.
    return [];
  }
  return names.filter((name) => !isIgnoredName(name)).flatMap((name) => filesBelow(join(path, name)));
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function stateOf({ size, mtimeMs, ino, ctimeMs }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}
