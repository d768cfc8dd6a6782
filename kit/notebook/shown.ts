const mime = Symbol.for("swarmlab.mime");

/** Marks a value as shown already, so that the kernel does not show it again. The mark is a hidden field. */
export function shown<T extends object>(value: T): T {
  return Object.defineProperty(value, mime, { value: () => ({}), enumerable: false });
}
