/** Where the assembled text finds what fixes the imports of the course's code. */
const KEY = Symbol.for("swarmlab.given");

/**
 * Keeps names of the course as the course's code sets them. What drives an answer for its checks stands in one module with the answer, whose code could
 * set it anew otherwise: the first value of such a name is the last, and setting another one throws.
 *
 * @param exported - the module's exports, before its code runs
 * @returns what is called when the code has run
 */
export function keepGiven(exported: object, given: readonly string[]): () => void {
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const { apply, deleteProperty } = Reflect;
  const unset = () => undefined;
  const fix = (name: string, value: unknown) =>
    defineProperty(exported, name, { value, enumerable: true, writable: false, configurable: false });
  for (const name of given) {
    const set = (value: unknown) => void fix(name, value);
    defineProperty(exported, name, { get: unset, set, enumerable: true, configurable: true });
  }
  // An import is defined, and not set.
  const fixImports = () => {
    for (const name of given) {
      const property = getOwnPropertyDescriptor(exported, name);
      if (property?.configurable && property.get !== unset)
        fix(name, property.get ? apply(property.get, exported, []) : property.value);
    }
  };
  defineProperty(globalThis, KEY, { value: fixImports, configurable: true });
  return () => {
    fixImports();
    // A name that was not set is not defined.
    for (const name of given)
      if (getOwnPropertyDescriptor(exported, name)?.get === unset) deleteProperty(exported, name);
    deleteProperty(globalThis, KEY);
  };
}
