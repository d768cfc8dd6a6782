const trusted = new WeakSet<object>();

/** Notes a function of the explorer that passes values on and never looks into memory. */
export function trust<T extends object>(fn: T): T {
  trusted.add(fn);
  return fn;
}

export const isTrusted = (fn: object): boolean => trusted.has(fn);
