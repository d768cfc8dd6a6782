import { execFile } from "node:child_process";
import { existsSync, readFileSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { siblingModule } from "../../../common/sibling-module.ts";
import type { BubblewrapConfig } from "../sandbox-config.ts";
import { keptKey } from "./kept-key.ts";
import { isOwn, keptPlace } from "./kept-place.ts";

/** What is known of the sandbox for checks on this machine: how to use it, or why it cannot work. */
export type KeptSandbox =
  | { readonly config: BubblewrapConfig; readonly key: string }
  | { readonly missing: string; readonly key: string };

/** How long making and proving the sandbox may take, on a busy machine as well. */
const PREPARE_TIMEOUT_MS = 60_000;
/** Why making one failed in this process. It is not tried again at every check. */
const failed = new Map<string, KeptSandbox>();

/**
 * The sandbox around the answers that a learner checks: bubblewrap, with the file system and the limits of grading. Its file system is made once, and it is
 * proven by one start; both hold until the machine starts anew, or Node, bubblewrap, the lab or the kit change. Then a process of its own makes it again: half a
 * second of processor time. Nobody closes it.
 *
 * @param root - the course's folder
 */
export async function keptSandbox(root: string): Promise<KeptSandbox> {
  const key = keptKey(root);
  if (process.platform !== "linux")
    return { key, missing: `a sandbox needs Linux, and this is ${process.platform}` };
  const known = readKept(root, key) ?? failed.get(key);
  if (known) return known;
  const program = fileURLToPath(siblingModule(import.meta.url, "prepare"));
  try {
    await promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", program, root], {
      timeout: PREPARE_TIMEOUT_MS,
      killSignal: "SIGKILL",
    });
  } catch (error) {
    return fail(root, key, (error as { stderr?: string }).stderr || String(error));
  }
  return readKept(root, key) ?? fail(root, key, "the lab or the kit changed meanwhile");
}

function fail(root: string, key: string, said: string): KeptSandbox {
  const why = said.trim().split("\n")[0]?.replaceAll(root, ".");
  const kept = { key, missing: `a sandbox could not be made (${why})` };
  failed.set(key, kept);
  return kept;
}

/** What another process has found for the same machine, lab and kit; undefined where there is nothing, or its files are gone. */
export function readKept(root: string, key: string): KeptSandbox | undefined {
  const file = keptFile(root, key);
  if (!isOwn(dirname(file)) || !isOwn(file)) return undefined;
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as { config?: BubblewrapConfig; missing?: string };
    const now = new Date();
    utimesSync(file, now, now);
    if (found.config) return existsSync(found.config.image.root) ? { key, config: found.config } : undefined;
    return typeof found.missing === "string" ? { key, missing: found.missing } : undefined;
  } catch {
    return undefined;
  }
}

export const keptFile = (root: string, key: string): string => join(keptPlace(root), `${key}.json`);
