/**
 * The kernel: what runs a notebook's cells, and the compiler of cells. Loading this door starts nothing; TypeScript and tslab are loaded by the
 * first compilation.
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
export { type TypeScript, ts } from "./compile/typescript.ts";
export { KERNEL_NAME, type KernelSpec, kernelSpec } from "./kernel-spec.ts";
