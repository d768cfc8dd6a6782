import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, vi } from "vitest";

/** Processes, save this one, that carry a text in their command line or, where that can be read, in their environment. */
export function processesNaming(text: string): number[] {
  if (!existsSync("/proc/self/cmdline")) {
    const lines = execFileSync("ps", ["-axEo", "pid=,command="], { encoding: "utf8" }).split("\n");
    return lines
      .filter((line) => line.includes(text))
      .map((line) => Number.parseInt(line, 10))
      .filter((pid) => pid !== process.pid);
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        // Of a process that ended and was not yet collected both are empty.
        return ["cmdline", "environ"].some((file) =>
          readFileSync(`/proc/${name}/${file}`, "latin1").includes(text),
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Waits until no process is left that carries a text in its command line or environment. */
export async function expectNoProcessNaming(text: string): Promise<void> {
  await vi.waitFor(() => expect(processesNaming(text)).toEqual([]), { timeout: 60_000, interval: 50 });
}
