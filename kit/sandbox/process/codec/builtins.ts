/** The kinds of views on memory that cross, by name. */
export const arrayKinds = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};
/** The error classes that cross as themselves; every other error arrives as an Error with its name. */
export const errorKinds = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
/** The properties of every error. A field of the other side never replaces one of them. */
export const errorProperties = new Set(["name", "message", "stack", "cause", "errors"]);
