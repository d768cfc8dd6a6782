import { closeSync, readdirSync, readFileSync } from "node:fs";

/** `O_CLOEXEC` in /proc/self/fdinfo: files that this program opened itself. */
const closeOnExec = 0o2000000;

/**
 * Closes open files that this process was born with and does not know: pipes of the shell from which a grader was started, say.
 * Only on Linux, where they can be told from its own.
 *
 * @param keep - descriptors that stay open
 */
export function closeInheritedFiles(keep: readonly number[]): void {
  if (process.platform !== "linux") return;
  for (const name of readdirSync("/proc/self/fd")) {
    const descriptor = Number(name);
    if (descriptor <= 2 || keep.includes(descriptor)) continue;
    try {
      const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${name}`, "latin1"))?.[1];
      if (flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0) closeSync(descriptor);
    } catch {
      // The folder's own descriptor, closed meanwhile.
    }
  }
}
