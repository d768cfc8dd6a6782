export type { Bundle } from "./bundle.ts";
export type { Deserialized } from "./deserialize.ts";
export { deserialize } from "./deserialize.ts";
export { ImportIndex } from "./import-index.ts";
export type { ImportOrigin, TransferScope } from "./scope.ts";
export { currentScope, installScope } from "./scope.ts";
export { Serializer } from "./serialize.ts";
