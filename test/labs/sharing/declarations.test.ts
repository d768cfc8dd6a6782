import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");
/** The part of the compiler's interface that this test uses. */
interface Compiler {
  readonly version: string;
  createProgram(files: readonly string[], options: object): object;
  getPreEmitDiagnostics(
    program: object,
  ): readonly { readonly messageText: unknown; readonly file?: { fileName: string } }[];
  flattenDiagnosticMessageText(text: unknown, newLine: string): string;
}

/** What a learner's cell may do with the package. */
const CELL = `
import { Channel, KnowledgeBase, Mutex, MutexGuard, ResultCollector, revive, Semaphore, SharingError, StartGate } from "./sharing/index.js";
const mutex = new Mutex();
const guard: MutexGuard = mutex.lock({ timeout: 10 });
const died: number | null = guard.ownerDied;
guard[Symbol.dispose]();
const answer: number = mutex.runExclusive(() => 42);
const channel = Channel.from<string>(new Channel<string>().share());
for (const message of channel) message.toUpperCase();
const code: string | undefined = SharingError.isSharingError(died) ? died.code : undefined;
const counts: number[] = [new KnowledgeBase().entryCount, new ResultCollector().count, answer];
new Semaphore(1).acquire().release();
new StartGate(1).wait();
export default [revive(0), code, counts];
// @ts-expect-error the declarations are really read: a mutex has no such method
mutex.unknown();
`;

test("the built declarations compile with the TypeScript of the notebooks", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "swarmlab-declarations-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const flags = [
    "--emitDeclarationOnly",
    "--noEmit",
    "false",
    "--composite",
    "false",
    "--incremental",
    "false",
  ];
  try {
    execFileSync(process.execPath, [tsc, "-p", path.join(root, "labs"), ...flags, "--outDir", directory], {
      encoding: "utf8",
    });
  } catch (error) {
    // Errors in the sources are ignored, because `tsc -b` reports them. The declarations that were written are checked below.
    if (!(error as { stdout?: string }).stdout?.includes("error TS")) throw error;
  }
  const cell = path.join(directory, "cell.ts");
  writeFileSync(cell, CELL);
  const ts = createRequire(import.meta.url)("typescript-6") as Compiler;
  expect(ts.version).toMatch(/^6\.0\./);
  const options = {
    target: 9,
    module: 99,
    moduleResolution: 100,
    strict: true,
    noEmit: true,
    types: [],
    lib: ["lib.esnext.d.ts"],
  };
  const problems = ts
    .getPreEmitDiagnostics(ts.createProgram([cell], options))
    .filter(({ file }) => file === undefined || file === null || !file.fileName.includes("/agents/"))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  expect(problems).toEqual([]);
});
