/**
 * Property names through which test runners, promises and printers call into a value. A function under one of them is left out: other code
 * must never call a function of the answer by accident.
 */
const protocolNames = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  ...[
    "then",
    "catch",
    "finally",
    "toJSON",
    "asymmetricMatch",
    "toAsymmetricMatcher",
    "$$typeof",
    "inspect",
    "nodeType",
  ],
]);

/** Whether other code calls into a value by this name. */
export const isProtocolName = (name: string): boolean => protocolNames.has(name);
