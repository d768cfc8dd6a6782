import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { EXECUTOR_NAMES } from "../../../labs/swarm/executor-name.ts";
import { executorNames, executors } from "../../../labs/swarm/index.ts";

const labs = resolve(import.meta.dirname, "../../../labs");

/** The part of the compiler's interface that this test uses. */
interface Compiler {
  createLanguageService(host: object): {
    getCompletionsAtPosition(
      file: string,
      position: number,
      options: object,
    ): { readonly entries: readonly { readonly name: string }[] } | undefined;
    getSemanticDiagnostics(file: string): readonly { readonly messageText: unknown }[];
    dispose(): void;
  };
  getDefaultLibFilePath(options: object): string;
  readonly ScriptSnapshot: { fromString(text: string): object };
}

/** A language service that knows one file, which stands in labs. */
function languageService(text: string) {
  const ts = createRequire(import.meta.url)("typescript-6") as Compiler;
  const file = join(labs, "cell.ts");
  const read = (name: string) => (name === file ? text : readFileSync(name, "utf8"));
  const exists = (name: string) => {
    try {
      return read(name) !== undefined;
    } catch {
      return false;
    }
  };
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      target: 9,
      module: 99,
      moduleResolution: 100,
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      lib: ["lib.es2015.d.ts"],
      types: [],
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name: string) =>
      exists(name) ? ts.ScriptSnapshot.fromString(read(name)) : undefined,
    getCurrentDirectory: () => labs,
    getDefaultLibFileName: (options: object) => ts.getDefaultLibFilePath(options),
    fileExists: exists,
    readFile: read,
  });
  onTestFinished(() => service.dispose());
  return { service, file };
}

test("an editor offers the executors' names for the option", () => {
  const text = `import type { ExecutorOption } from "./swarm/executor-name.ts";\nconst executor: ExecutorOption = "";\n`;
  const { service, file } = languageService(text);
  const offered = service.getCompletionsAtPosition(file, text.indexOf('""') + 1, {})?.entries ?? [];
  expect(offered.map(({ name }) => name).sort()).toEqual([...EXECUTOR_NAMES].sort());
});

test("a loop over an array of names compiles", () => {
  const text = `import type { ExecutorOption } from "./swarm/executor-name.ts";
for (const executor of ["sequential", "event-loop"]) { const option: ExecutorOption = executor; void option; }
// @ts-expect-error a number is no name
const number: ExecutorOption = 4;
export {};\n`;
  const { service, file } = languageService(text);
  expect(service.getSemanticDiagnostics(file)).toEqual([]);
});

test("every executor is found under its own name", () => {
  expect(executors().map(({ name }) => name)).toEqual(executorNames());
});
