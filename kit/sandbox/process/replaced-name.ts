import vm from "node:vm";

/** Taken before any line of an answer, which could set another one. */
const { runInThisContext } = vm;

/** What a function of the answer keeps as its own name, where the check puts another one in its place. */
export const ownNameOf = (name: string): string => `own_${name}`;

/**
 * Puts a function of the check in the place of one that the answer exports: other cells of the answer call it from then on. In its text, `own_NAME` is
 * the answer's own function, also on a thread and in a child process that the new one crosses to.
 *
 * @param exported - what the answer exports
 * @param text - a function expression
 */
export function replaceName(exported: Record<string, unknown>, name: string, text: string): void {
  const ownName = ownNameOf(name);
  const own = Object.hasOwn(exported, ownName) ? exported[ownName] : exported[name];
  const replacing = runInThisContext(`((${ownName}) => (${text}))`) as (own: unknown) => unknown;
  const define = (key: string, value: unknown) =>
    Object.defineProperty(exported, key, { value, enumerable: true, configurable: true, writable: true });
  define(ownName, own);
  define(name, replacing(own));
}
