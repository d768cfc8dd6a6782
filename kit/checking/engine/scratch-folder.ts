import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "swarmlab-check-";

/** An empty folder for the processes of answers. Folders of programs that were killed before they could remove theirs go now. */
export function scratchFolder(): string {
  sweep();
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

/** Removes a folder that {@link scratchFolder} made. */
export function removeFolder(folder: string): void {
  // A process just killed may still be writing.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^swarmlab-check-(\d+)-/.exec(name)?.[1]);
    if (!pid || isRunning(pid)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
