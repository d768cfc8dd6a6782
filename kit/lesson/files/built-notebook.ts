import { lstatSync, readFileSync } from "node:fs";
import type { SwarmlabNotebookMetadata } from "../notebook/notebook.ts";

/**
 * What a notebook on disk says of itself, if it is one of ours: a plain file that is JSON with `metadata.swarmlab`.
 * Undefined for anything else: another notebook, damaged JSON, a folder, a link.
 */
export function readBuiltMetadata(path: string): Partial<SwarmlabNotebookMetadata> | undefined {
  try {
    if (!lstatSync(path).isFile()) return undefined;
    const own = JSON.parse(readFileSync(path, "utf8"))?.metadata?.swarmlab;
    return typeof own === "object" && own !== null ? own : undefined;
  } catch {
    return undefined;
  }
}
