/** An error with a sentence for people and a `code` that programs compare. */
export interface CodedError<Code extends string> extends Error {
  readonly code: Code;
}

/** The base of an error class with codes, see {@link codedError}. */
export interface CodedErrorClass<Code extends string> {
  new (code: Code, message: string, options?: ErrorOptions): CodedError<Code>;
  /**
   * Whether a value is an error of this class, or of the class of the same name in another copy of its module or in another realm, where
   * `instanceof` fails.
   */
  is<E extends Error>(this: abstract new (...args: never[]) => E, value: unknown): value is E;
}

/**
 * Makes the base of an error class.
 *
 * @example
 * class RosterError extends codedError<"UNREADABLE" | "EMPTY">("RosterError") {}
 * if (RosterError.is(error) && error.code === "EMPTY") …
 *
 * @param name - the class's own name. A symbol of that name marks its errors in every realm.
 */
export function codedError<Code extends string>(name: string): CodedErrorClass<Code> {
  const brand = Symbol.for(`swarmlab.${name.charAt(0).toLowerCase()}${name.slice(1)}`);
  class NamedError extends Error implements CodedError<Code> {
    readonly code: Code;

    constructor(code: Code, message: string, options?: ErrorOptions) {
      super(message, options);
      this.code = code;
    }

    static is<E extends Error>(this: abstract new (...args: never[]) => E, value: unknown): value is E {
      return typeof value === "object" && value !== null && brand in value;
    }
  }
  // On the prototype, so that the stack begins with the name and no own property repeats it.
  Object.defineProperty(NamedError.prototype, "name", { value: name, writable: true, configurable: true });
  Object.defineProperty(NamedError.prototype, brand, { value: true });
  return NamedError;
}
