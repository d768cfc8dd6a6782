import { createRequire } from "node:module";
import type { CellCompiler } from "../../../../kit/kernel/compile/cell-compiler.ts";

type Body = (exports: object, require: NodeJS.Require) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...parameters: string[]) => Body;

/** Compiles a text, runs it and gives back its exports. Throws when it does not compile. */
export async function runCompiled(compiler: CellCompiler, source: string): Promise<Record<string, unknown>> {
  const outcome = compiler.compile(source);
  if ("errors" in outcome) throw new Error(outcome.errors.map(({ message }) => message).join("\n"));
  const exports = {};
  await new AsyncFunction("exports", "require", outcome.js)(exports, createRequire(import.meta.url));
  return { ...exports };
}
