/** The error classes that cross as themselves; every other error arrives as an Error with its name. */
export const errorKinds = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
/** The properties of every error. A field of the other side never replaces one of them. */
export const errorProperties = new Set(["name", "message", "stack", "cause", "errors"]);
