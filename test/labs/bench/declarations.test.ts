import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = resolve(import.meta.dirname, "../../..");

/** The part of the compiler's interface that this test uses. */
interface Compiler {
  readonly version: string;
  createProgram(files: readonly string[], options: object): object;
  getPreEmitDiagnostics(
    program: object,
  ): readonly { readonly messageText: unknown; readonly file?: { fileName: string } }[];
  flattenDiagnosticMessageText(text: unknown, newLine: string): string;
}

/** What a learner's cell may do with the benchmark. */
const CELL = `
import { compareApproaches, compareCollectors, comparePoolSizes, compareScaling, fitAmdahl, runBenchmark } from "./bench/index.js";
const comparison = await compareApproaches({ agents: 4, onProgress: (event) => event.done + 1 });
const median: number | null | undefined = comparison.rows[0]?.seconds.median;
const because: readonly string[] = comparison.result.report.winner?.because ?? [];
const chart = await comparison.result.timelineChart();
const share: number | null = fitAmdahl([{ workers: 2, speedup: 1.9 }]);
export default [median, because, chart.svg, share, comparePoolSizes, compareCollectors, compareScaling, runBenchmark];
// @ts-expect-error the declarations are really read: there is no such option
await runBenchmark({ agent: 4 });
`;

test("the built declarations compile with the TypeScript of the notebooks", { timeout: 300_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), "swarmlab-bench-declarations-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
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
    execFileSync(process.execPath, [tsc, "-p", join(root, "labs"), ...flags, "--outDir", directory], {
      encoding: "utf8",
    });
  } catch (error) {
    // Errors in the sources are ignored, because `tsc -b` reports them. The declarations that were written are checked below.
    if (!(error as { stdout?: string }).stdout?.includes("error TS")) throw error;
  }
  const cell = join(directory, "cell.ts");
  writeFileSync(cell, CELL);
  const ts = createRequire(import.meta.url)("typescript-6") as Compiler;
  expect(ts.version).toMatch(/^6\.0\./);
  const options = {
    target: 9,
    module: 99,
    moduleResolution: 100,
    strict: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    skipLibCheck: false,
    lib: ["lib.esnext.d.ts"],
  };
  const problems = ts
    .getPreEmitDiagnostics(ts.createProgram([cell], options))
    // The types of Node itself are written for a newer compiler; the notebooks skip them as well.
    .filter(({ file }) => !file?.fileName.includes("/node_modules/"))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  expect(problems).toEqual([]);
});
