/**
 * The process in which answers are compiled; it runs none of their code. It ends with the process that started it.
 *
 * Argument: the course's folder.
 */
import { existsSync, realpathSync } from "node:fs";
import { createRequire, flushCompileCache } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { startOrphanWatch } from "../../common/orphan-watch.ts";
import { createCellCompiler } from "../../kernel/index.ts";
import type { CompileOrder, CompileOutcome, CompileReply } from "./compile-process.ts";

const [root = process.cwd()] = process.argv.slice(2);

/** Folders whose files an answer may import: packages, the lab and the kit; not the checks, the solutions or the learners' work. */
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
    // One text is too much for the compiler: each is compiled by itself below.
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
// An interrupt goes to the whole process group. The parent handles it, and ends this process.
process.on("SIGINT", () => {});
// Where the parent keeps a compile cache, the next process finds these modules compiled. This one is killed, which would lose them.
flushCompileCache();
