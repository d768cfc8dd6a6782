export { ImportIndex } from "./import-index.ts";
export type { Luggage } from "./luggage.ts";
export { Packer } from "./pack.ts";
export type { ImportOrigin, TravelScope } from "./scope.ts";
export { currentScope, installScope } from "./scope.ts";
export type { Unpacked } from "./unpack.ts";
export { unpack } from "./unpack.ts";
