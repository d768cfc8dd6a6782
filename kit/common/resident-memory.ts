import { readFileSync } from "node:fs";

/** Memory that a process holds, in bytes; undefined where it cannot be read: on macOS, or after its end. */
function residentBytes(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== "linux") return undefined;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

const LOOK_INTERVAL_MS = 100;

/**
 * Watches from outside how much memory a process holds. The limit of V8's heap leaves out buffers and long texts. On macOS it does nothing.
 *
 * @param bytes - that it may hold
 * @param onOver - called at most once
 * @returns ends the watch
 */
export function watchResidentMemory(pid: number | undefined, bytes: number, onOver: () => void): () => void {
  const timer = setInterval(() => {
    if ((residentBytes(pid) ?? 0) <= bytes) return;
    clearInterval(timer);
    onOver();
  }, LOOK_INTERVAL_MS);
  return () => clearInterval(timer);
}
