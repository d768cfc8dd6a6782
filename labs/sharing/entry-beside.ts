/**
 * The address of a worker's file that stands beside `here`. It ends in `.ts` when this code runs from source and in
 * `.js` when it runs from `dist`.
 */
export function entryBeside(here: string, name: string): URL {
  return new URL(`./${name}${here.slice(here.lastIndexOf("."))}`, here);
}
