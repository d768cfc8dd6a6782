import { existsSync, readFileSync } from "node:fs";

/** What runs in a worker thread, and in a child process. */
export type WorkerKind = "thread" | "process";

const ENTRIES: Readonly<Record<WorkerKind, string>> = {
  thread: "../threads/entry",
  process: "../processes/entry",
};

const isBuilt = import.meta.url.endsWith(".js");

/** Found once a process, because a build does not change under a program that runs. */
let isBundled: boolean | undefined;

/**
 * The module that workers of this kind run. It is one file with all that a worker loads, where the build has made one
 * (`kit/lab/setup/bundle-workers.mjs`), because a thread takes longer to load 25 small files than to start. See
 * docs/decisions/0006-cold-start.md.
 */
export function workerModule(kind: WorkerKind): URL {
  isBundled ??= isBuilt && hasFreshBundle();
  if (isBundled) return new URL(`../bundled/${kind}.js`, import.meta.url);
  return new URL(`${ENTRIES[kind]}${isBuilt ? ".js" : ".ts"}`, import.meta.url);
}

/**
 * Whether there are bundles, made from what the compiler wrote last. The compiler's notes hold a hash of each source. A
 * package that was installed has no notes, and its files do not change.
 */
function hasFreshBundle(): boolean {
  const notes = readIfPresent("../../.tsbuildinfo");
  if (notes === undefined) return existsSync(new URL("../bundled/thread.js", import.meta.url));
  return readIfPresent("../bundled/made-from.json")?.equals(notes) === true;
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(new URL(path, import.meta.url));
  } catch {
    return undefined;
  }
}
