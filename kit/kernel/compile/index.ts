export { analyse, type StatementKind, type TopLevelStatement } from "./analyse.ts";
export {
  type CellCompiler,
  type CompiledCell,
  type CompileResult,
  createCellCompiler,
} from "./cell-compiler.ts";
export type { CellProblem } from "./problem.ts";
