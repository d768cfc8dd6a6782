import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { temporaryFolder } from "./temporary-folder.ts";

const run = promisify(execFile);

/** A disk of 512 kB in memory, which only root on Linux can mount; undefined elsewhere. */
export async function smallDisk(): Promise<(AsyncDisposable & { readonly path: string }) | undefined> {
  const folder = await temporaryFolder();
  try {
    await run("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", folder.path]);
  } catch {
    await folder[Symbol.asyncDispose]();
    return undefined;
  }
  return {
    path: folder.path,
    async [Symbol.asyncDispose]() {
      await run("umount", [folder.path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}
