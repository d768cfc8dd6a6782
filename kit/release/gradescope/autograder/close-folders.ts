import { chmodSync, statSync } from "node:fs";

/**
 * Removes the rights of other users to files and folders.
 *
 * @returns restores the rights
 */
export function closeFolders(paths: readonly string[]): () => void {
  const before = paths.flatMap((path) => {
    try {
      const mode = statSync(path).mode & 0o7777;
      chmodSync(path, mode & 0o700);
      return [{ path, mode }];
    } catch {
      // The file does not exist or belongs to another user. The sandbox's self-test shows whether answers can reach it.
      return [];
    }
  });
  return () => {
    for (const { path, mode } of before) chmodSync(path, mode);
  };
}
