import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why no small disk can be made here; undefined when one can. */
export function whyNoSmallDisk(): string | undefined {
  if (process.platform !== "linux") return "only Linux has tmpfs";
  if (process.getuid?.() !== 0) return "only root mounts a disk";
  try {
    new SmallDisk(1).remove();
    return undefined;
  } catch (error) {
    return `no disk can be mounted here: ${String(error).split("\n")[0]}`;
  }
}

/** A disk in memory that is soon full. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), "swarmlab-disk-"));

  constructor(megabytes: number) {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "swarmlab", this.folder], {
      stdio: "pipe",
    });
  }

  /** Writes until nothing more fits. */
  fill(): void {
    for (const bytes of [2 ** 20, 2 ** 12]) {
      for (let i = 0; ; i++) {
        try {
          writeFileSync(join(this.folder, `ballast-${bytes}-${i}`), Buffer.alloc(bytes));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
          break;
        }
      }
    }
  }

  /** Removes what `fill` has written. */
  free(): void {
    execFileSync("find", [this.folder, "-name", "ballast-*", "-delete"]);
  }

  remove(): void {
    execFileSync("umount", ["--lazy", this.folder], { stdio: "pipe" });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
