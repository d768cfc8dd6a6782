import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What the kernel keeps for one socket, in bytes: its default for what was sent and not read yet. JavaScript cannot raise it. */
const SOCKET_BYTES = 212_992;
/** The same for a pipe. */
const PIPE_BYTES = 65_536;
/** So few open files hold little, and are not looked at one by one. */
const FEW_FILES = 64;

/**
 * Memory that the kernel holds for processes and counts in no process's size, in bytes: their page tables, and at most what their sockets and pipes
 * can hold. On Linux alone.
 */
export function memoryOfKernel(pids: readonly number[]): number {
  let bytes = 0;
  for (const pid of pids) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "latin1");
      bytes += Number(/^VmPTE:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
      bytes += memoryOfChannels(`/proc/${pid}/fd`);
    } catch {
      // It ended meanwhile, or it is another user's.
    }
  }
  return bytes;
}

function memoryOfChannels(folder: string): number {
  const files = readdirSync(folder);
  if (files.length <= FEW_FILES) return 0;
  let bytes = 0;
  for (const file of files) {
    try {
      const target = readlinkSync(`${folder}/${file}`);
      if (target.startsWith("socket:")) bytes += SOCKET_BYTES;
      else if (target.startsWith("pipe:")) bytes += PIPE_BYTES;
    } catch {
      // It was closed meanwhile.
    }
  }
  return bytes;
}
