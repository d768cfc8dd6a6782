import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { bundleRunner } from "../kit/sandbox/isolation/image/bundle-runner.ts";
import { sourceBundleFile } from "../kit/sandbox/process/source-bundle.ts";

/** Bundles of earlier sources are kept for a day: another run may still use one. */
const KEPT_MS = 24 * 3600 * 1000;

/** Writes the program in an answer's process as one file, before the first test: the tests start hundreds of these processes from the sources. */
export default async function setup(): Promise<void> {
  const file = sourceBundleFile();
  if (statSync(file, { throwIfNoEntry: false })) return;
  const code = await bundleRunner(join(import.meta.dirname, "../kit/sandbox/process/runner.ts"), {
    isMoved: false,
  });
  // Without it the tests take longer.
  if (code === undefined) return;
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!/^runner-.*\.cjs$/.test(name)) continue;
    const old = statSync(join(folder, name), { throwIfNoEntry: false });
    if (old && old.mtimeMs < Date.now() - KEPT_MS) rmSync(join(folder, name), { force: true });
  }
  const partial = join(folder, `${basename(file)}.${process.pid}`);
  writeFileSync(partial, code);
  renameSync(partial, file);
}
