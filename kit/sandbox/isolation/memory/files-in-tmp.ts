import { statfsSync, statSync } from "node:fs";

/** Memory that each file of an answer's /tmp counts as, in bytes: the kernel takes about a kilobyte for an empty one, and counts it for no process. */
const FILE_BYTES = 16 * 1024;

/**
 * The /tmp of an answer, as this process reaches it; undefined where the answer has none of its own, or where it cannot be looked at.
 *
 * @param pids - the processes of the answer, the outermost first
 */
export function ownTmp(pids: readonly number[]): string | undefined {
  const inner = pids.at(-1);
  if (inner === undefined) return undefined;
  const folder = `/proc/${inner}/root/tmp`;
  try {
    // Before the sandbox is made, and without one, it is the folder of this machine.
    return statSync(folder).dev === statSync("/tmp").dev ? undefined : folder;
  } catch {
    return undefined;
  }
}

/** Memory that the files of an answer's own /tmp count as, in bytes; their content has a limit of its own. 0 where it is gone. */
export function memoryOfFiles(tmp: string): number {
  try {
    const { files, ffree } = statfsSync(tmp);
    return Math.max(0, files - ffree) * FILE_BYTES;
  } catch {
    return 0;
  }
}
