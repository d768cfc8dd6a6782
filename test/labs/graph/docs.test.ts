import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

test("the code of docs/graphs.md is one program, has types, and prints what the page says", async () => {
  const page = readFileSync(join(root, "docs/graphs.md"), "utf8");
  const program = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code).join("\n");
  const promised = [...program.matchAll(/\/\/ → (.*)$/gm)].map(([, text]) => text);
  // Inside the project, so that its packages are found.
  mkdirSync(join(root, ".lab/tmp"), { recursive: true });
  const folder = mkdtempSync(join(root, ".lab/tmp/graphs-"));
  try {
    writeFileSync(join(folder, "page.ts"), program);
    const compilerOptions = { noEmit: true, rewriteRelativeImportExtensions: false };
    const config = { extends: join(root, "tsconfig.base.json"), compilerOptions, include: ["*.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["page.ts"], { cwd: folder });
    expect(stdout.trim().split("\n")).toEqual(promised);
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await run(process.execPath, [tsc, "--project", folder]).catch((error) => expect.fail(error.stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
