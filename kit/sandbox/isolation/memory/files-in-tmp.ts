import { statfsSync, statSync } from "node:fs";

/** Memory that each file of an answer's /tmp counts as, in bytes: the kernel takes about a kilobyte for an empty one, and counts it for no process. */
const FILE_BYTES = 16 * 1024;

/**
 * Memory that the files of an answer's own /tmp count as, in bytes; their content has a limit of its own. 0 where the answer has no /tmp of its
 * own, or where it cannot be looked at.
 *
 * @param pids - the processes of the answer, the outermost first
 */
export function memoryOfFiles(pids: readonly number[]): number {
  const inner = pids.at(-1);
  if (inner === undefined) return 0;
  const folder = `/proc/${inner}/root/tmp`;
  try {
    // Before the sandbox is made, and without one, it is the folder of this machine.
    if (statSync(folder).dev === statSync("/tmp").dev) return 0;
    const { files, ffree } = statfsSync(folder);
    return Math.max(0, files - ffree) * FILE_BYTES;
  } catch {
    return 0;
  }
}
