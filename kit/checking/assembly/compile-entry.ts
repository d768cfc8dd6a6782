/**
 * The process in which answers are compiled. Nothing of them runs here. It ends with the process that started it.
 *
 * Argument: the course's folder.
 */
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { startOrphanWatch } from "../../common/orphan-watch.ts";
import { createCellCompiler } from "../../kernel/index.ts";
import type { CompileOrder, CompileOutcome, CompileReply } from "./compile-process.ts";

const [root = process.cwd()] = process.argv.slice(2);

/** Folders whose files an answer may name: packages, the lab and the kit. Not the checks, the solutions or anybody's work. */
const readable = [join(root, "node_modules"), packageFolder("@swarmlab/labs"), packageFolder("@swarmlab/kit")]
  .flatMap((folder) => (existsSync(folder) ? [folder, realpathSync(folder)] : []))
  .map((folder) => folder + sep);
const mayRead = (file: string) => {
  const path = resolve(file);
  return path.includes(`${sep}node_modules${sep}`) || readable.some((folder) => path.startsWith(folder));
};

function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

const compiler = createCellCompiler({ directory: root, mayRead });

function compileAll(sources: readonly string[]): CompileOutcome[] {
  try {
    if (sources.length > 1) return compiler.compileAll(sources);
  } catch {
    // One of them is too much, which must be no other's problem.
  }
  return sources.map(compile);
}

function compile(source: string): CompileOutcome {
  try {
    return compiler.compile(source);
  } catch (error) {
    if (error instanceof RangeError) return { problem: "It is nested too deeply for the compiler." };
    return { problem: `The compiler failed: ${(error as Error).message.slice(0, 200)}` };
  }
}

process.on("message", ({ id, sources }: CompileOrder) =>
  process.send?.({ id, outcomes: compileAll(sources) } satisfies CompileReply),
);
process.on("disconnect", () => process.exit(0));
// A text that keeps the compiler busy would outlive the parent.
startOrphanWatch();
// An interrupt is meant for whoever started this process, who will end it.
process.on("SIGINT", () => {});
