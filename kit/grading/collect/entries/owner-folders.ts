import { GRADESCOPE_EXPORT, isClassroomFolder } from "../layouts/export-folders.ts";
import { looseOwner } from "../layouts/platforms.ts";

/** Folders around those of the students, one in the other. */
const MOST_LEVELS = 4;
/** Folders of exports that are remembered at one level. */
const MOST_EXPORTS = 1000;

/** What lies beside each other in one folder that is around those of students. */
interface Level {
  first?: string;
  hasOneFolder: boolean;
  hasWork: boolean;
  /** Whether each folder is one of GitHub Classroom's command. */
  isAllClassroom: boolean;
  /** The folders that may be around those of students. */
  readonly below: Map<string, Level>;
}

const newLevel = (): Level => ({
  hasOneFolder: true,
  hasWork: false,
  isAllClassroom: true,
  below: new Map(),
});

/**
 * Tells, before a layout is decided, whose file a path can be: the folder of a student, or a platform's name of a loose file. It remembers
 * the folders around those of students alone, so that it stays small whatever a student hands in.
 */
export class OwnerFolders {
  readonly #root = newLevel();

  /** Notes a file, or an empty folder. All files of a folder are noted before the owner of one is asked for. */
  add(path: readonly string[], isFolder = false): void {
    let level = this.#root;
    const folders = isFolder ? path : path.slice(0, -1);
    for (const name of folders.slice(0, MOST_LEVELS)) {
      level.first ??= name;
      if (name !== level.first) level.hasOneFolder = false;
      if (!isClassroomFolder(name)) level.isAllClassroom = false;
      const isRemembered = name === level.first || isExport(name);
      if (isRemembered && !level.below.has(name) && level.below.size < MOST_EXPORTS)
        level.below.set(name, newLevel());
      const next = level.below.get(name);
      if (next === undefined) return;
      level = next;
    }
    if (!isFolder && folders.length < MOST_LEVELS && isWork(path.at(-1) ?? "")) level.hasWork = true;
  }

  /** A key for the student whose file it can be. */
  ownerOf(path: readonly string[]): string {
    let level = this.#root;
    for (let at = 0; at < path.length - 1; at++) {
      const name = path[at] as string;
      const isAround =
        (level.hasOneFolder && !level.hasWork) ||
        (isClassroomFolder(name) ? level.isAllClassroom : isExport(name));
      const next = isAround ? level.below.get(name) : undefined;
      if (next === undefined || at >= MOST_LEVELS) return JSON.stringify(path.slice(0, at + 1));
      level = next;
    }
    return JSON.stringify([...path.slice(0, -1), looseOwner(path.at(-1) ?? "")]);
  }
}

const isExport = (name: string) =>
  name === "submitted" || GRADESCOPE_EXPORT.test(name) || isClassroomFolder(name);
const isWork = (name: string) => /\.(?:ipynb|zip)$/i.test(name);
