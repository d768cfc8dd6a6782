/** Whether a file holds code that a test can reach, or configures how code is read or tested. */
export function isWatched(file: string): boolean {
  return (/\.[cm]?[jt]sx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file)) || isProjectFile(file);
}

/** Whether a file configures a TypeScript project. */
export function isProjectFile(file: string): boolean {
  return /(^|\/)tsconfig(\.[\w-]+)?\.json$/.test(file);
}

/** Whether a file configures vitest. */
export function isTestConfig(file: string): boolean {
  return /(^|\/)(vitest|vite)\.config\.[cm]?[jt]s$/.test(file);
}

/** Folders that hold nothing that a person edits. */
const IGNORED_FOLDERS = new Set(["node_modules", "dist", "build", "coverage"]);

/** Whether a folder's or a file's name is one that is not watched: hidden ones, and what programs write. */
export function isIgnoredName(name: string): boolean {
  return name.startsWith(".") || IGNORED_FOLDERS.has(name);
}
