import { emitOptions } from "./emit-cell.ts";
import { ts } from "./typescript.ts";

/** A learner's module as JavaScript. */
export interface CompiledModule {
  readonly js: string;
  /** The source map that leads back to the file. */
  readonly map: string;
  readonly format: "module" | "commonjs";
}

/** Compiles a file that a cell imports. Types are not looked at. */
export function compileModule(path: string, text: string): CompiledModule {
  const isCommonJs =
    path.endsWith(".cts") ||
    (/\bmodule\.exports\b|^exports\./m.test(text) && !/^\s*(?:import|export)\b/m.test(text));
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      ...emitOptions(text),
      ...(isCommonJs ? { module: ts.ModuleKind.CommonJS, esModuleInterop: true } : {}),
    },
  });
  return {
    js: outputText.replace(/\n?\/\/# sourceMappingURL=.*(?:[\n\r\u2028\u2029]\s*)?$/, "\n"),
    map: sourceMapText ?? "",
    format: isCommonJs ? "commonjs" : "module",
  };
}
