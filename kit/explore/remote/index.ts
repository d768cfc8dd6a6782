/** Explorations whose threads run in another process, and whose verdict is read where that code is not. */
export { type ProgramText, programText } from "./program-text.ts";
export { readVerdict } from "./read-verdict.ts";
