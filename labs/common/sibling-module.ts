/**
 * The URL of the module `name` in the folder of the module `here`, for a worker or a process to run. It ends in `.ts`
 * when this code runs from source, and in `.js` when it runs from `dist`.
 *
 * @param here - the caller's `import.meta.url`
 * @param name - a path relative to `here`, without its extension, such as `"worker"` or `"../processes/entry"`
 */
export function siblingModule(here: string, name: string): URL {
  return new URL(`./${name}${here.slice(here.lastIndexOf("."))}`, here);
}
