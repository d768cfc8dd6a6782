import { closeSync, readdirSync, readFileSync } from "node:fs";

/** `O_CLOEXEC`, as /proc/self/fdinfo shows it. Node sets it on every file that it opens itself. */
const closeOnExec = 0o2000000;

/**
 * Closes files that this process inherited and does not use, such as pipes of the shell that started the grader. Only on Linux, where inherited
 * files can be told from those of Node.
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
