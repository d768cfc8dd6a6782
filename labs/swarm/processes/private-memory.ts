import { openSync, readFileSync, readSync } from "node:fs";

/**
 * How much private memory this process uses, in bytes. On Linux that is its anonymous memory (`RssAnon`): heap,
 * Buffers and stacks, without the program text that all Node processes of a machine share. Elsewhere it is the whole
 * resident set, which includes that text: about 35 MB more for every process.
 */
export class PrivateMemory {
  // The file stays open, because the watchdog reads it many times a second.
  readonly #fd = process.platform === "linux" ? openSync("/proc/self/status", "r") : undefined;
  readonly #bytes = Buffer.alloc(4096);

  read(): number {
    if (this.#fd === undefined) return process.memoryUsage.rss();
    const length = readSync(this.#fd, this.#bytes, 0, this.#bytes.length, 0);
    return anonymous(this.#bytes.toString("latin1", 0, length)) ?? process.memoryUsage.rss();
  }
}

/** The private memory of another process, in bytes; undefined when it has ended, or this is not Linux. */
export function privateMemoryOf(pid: number): number | undefined {
  try {
    return anonymous(readFileSync(`/proc/${pid}/status`, "latin1"));
  } catch {
    return undefined;
  }
}

function anonymous(status: string): number | undefined {
  const kilobytes = /^RssAnon:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
