import type { Listing } from "../entries/archive-entry.ts";

/** The names of the folders at the top of a listing. */
export const foldersOf = ({ entries, refused }: Listing): string[] => [
  ...new Set([...entries, ...refused].flatMap(({ path }) => (path.length > 1 ? [path[0] as string] : []))),
];

/** The files in one folder, by their paths from there. */
export function inside({ entries, refused }: Listing, folder: string): Listing {
  const isIn = ({ path }: { readonly path: readonly string[] }) => path.length > 1 && path[0] === folder;
  const shorter = <Item extends { readonly path: readonly string[] }>(item: Item): Item => ({
    ...item,
    path: item.path.slice(1),
  });
  return { entries: entries.filter(isIn).map(shorter), refused: refused.filter(isIn).map(shorter) };
}

/** The files that do not lie in a folder. */
export function without({ entries, refused }: Listing, folder: string): Listing {
  const isOutside = ({ path }: { readonly path: readonly string[] }) => path.length < 2 || path[0] !== folder;
  return { entries: entries.filter(isOutside), refused: refused.filter(isOutside) };
}

/** A listing whose files lie in one folder more. */
export function below({ entries, refused }: Listing, folder: string): Listing {
  const deeper = <Item extends { readonly path: readonly string[] }>(item: Item): Item => ({
    ...item,
    path: [folder, ...item.path],
  });
  return { entries: entries.map(deeper), refused: refused.map(deeper) };
}

/** The folders of an nbgrader course. Students' work is in `submitted`. */
const NBGRADER_FOLDERS: ReadonlySet<string> = new Set([
  "submitted",
  "source",
  "release",
  "autograded",
  "feedback",
]);

/** Whether these are the folders of an nbgrader course. */
export const isNbgraderCourse = (folders: readonly string[]): boolean =>
  folders.includes("submitted") && folders.every((name) => NBGRADER_FOLDERS.has(name));
