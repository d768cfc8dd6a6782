/**
 * The kernel, which runs a notebook's cells, and its compiler. Importing this file starts nothing; the first compilation loads TypeScript and
 * tslab.
 */
export { type CellRecord, type DisplayOptions, type KernelBridge, kernelBridge } from "./bridge.ts";
export { analyse, type StatementKind, type TopLevelStatement } from "./compile/analyse.ts";
export {
  type CellCompiler,
  type CompiledCell,
  type CompileResult,
  createCellCompiler,
} from "./compile/cell-compiler.ts";
export type { CellProblem } from "./compile/problem.ts";
export { withoutScope } from "./compile/scope-names.ts";
export { type TypeScript, ts } from "./compile/typescript.ts";
export { KERNEL_NAME, type KernelSpec, kernelSpec } from "./kernel-spec.ts";
