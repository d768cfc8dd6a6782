/** Transfers functions, classes and values to another isolate; kit/explore reads programs with the same engine. */
export { patternNames } from "./bound-names.ts";
export type { Bundle, BundleData, Code } from "./bundle.ts";
export { type Definition, inOrder } from "./definition.ts";
export { build, type Deserialized, deserialize, type LoadedCode, loadCode } from "./deserialize.ts";
export { freeNames } from "./free-names.ts";
export { ImportFinder } from "./import-finder.ts";
export { ImportIndex } from "./import-index.ts";
export { findExport, labsExport } from "./known-exports.ts";
export { type Entry, GLOBAL_NAMES, type Meaning, Program, type ProgramRules } from "./program.ts";
export { type AnyFunction, readText, type UnreadableSource } from "./read-source.ts";
export { currentScope, type ImportOrigin, installScope, type TransferScope } from "./scope.ts";
export { Serializer } from "./serialize.ts";
export { childNodes } from "./syntax-tree.ts";
export { kindOfValue, type Shareable } from "./value-kind.ts";
