/**
 * The file of another module, to start a thread or a process with: `.ts` when run from the sources, `.js` when built.
 *
 * @param importMetaUrl - `import.meta.url` of the caller
 * @param path - from the caller's folder, without an ending
 */
export function siblingModule(importMetaUrl: string, path: string): URL {
  const ending = importMetaUrl.endsWith(".ts") ? ".ts" : ".js";
  return new URL(`./${path}${ending}`, importMetaUrl);
}
