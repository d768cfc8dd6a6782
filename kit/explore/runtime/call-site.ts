/** The place of the call that is being made, which the called function cannot know itself. -1 where it is unknown. */
export const callSite: { current: number } = { current: -1 };

/** The place of the call of a built-in function that runs now. -1 outside of one. */
export const builtIn: { site: number } = { site: -1 };

type Fn = (...args: unknown[]) => unknown;

/** Calls a built-in function. */
export function callBuiltIn(site: number, fn: Fn, self: unknown, args: unknown[]): unknown {
  const before = builtIn.site;
  builtIn.site = site;
  // A call that is ended from outside comes by none of these lines, and its place stays.
  try {
    return Reflect.apply(fn, self, args);
  } finally {
    builtIn.site = before;
  }
}
