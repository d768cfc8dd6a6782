/** The file of a module beside another: `.ts` when run from the sources, `.js` when built. */
export function siblingModule(importMetaUrl: string, name: string): URL {
  const ending = importMetaUrl.endsWith(".ts") ? ".ts" : ".js";
  return new URL(`./${name}${ending}`, importMetaUrl);
}
