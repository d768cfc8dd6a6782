import { lstatSync, readFileSync } from "node:fs";
import type { SwarmlabNotebookMetadata } from "../notebook/notebook.ts";

/**
 * The `metadata.swarmlab` of a notebook that this course built. Undefined for anything else: another notebook, damaged JSON, a folder, a link.
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
