import { chmodSync, statSync } from "node:fs";

/**
 * Takes everybody else's rights to files and folders away.
 *
 * @returns gives them back
 */
export function closeFolders(paths: readonly string[]): () => void {
  const before = paths.flatMap((path) => {
    try {
      const mode = statSync(path).mode & 0o7777;
      chmodSync(path, mode & 0o700);
      return [{ path, mode }];
    } catch {
      // Not there, or somebody else's: the proof of the sandbox tells whether that matters.
      return [];
    }
  });
  return () => {
    for (const { path, mode } of before) chmodSync(path, mode);
  };
}
