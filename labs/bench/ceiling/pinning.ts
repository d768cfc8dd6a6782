import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { allowedProcessors } from "../measure/machine-load.ts";

/**
 * The processors to pin processes to; null where that cannot be done: `taskset` pins on Linux, where it is installed.
 * Without pins, the system may move a process to another processor while it is measured.
 */
export function processorsToPin(path = process.env.PATH ?? ""): readonly number[] | null {
  return process.platform === "linux" && isOnPath("taskset", path) ? [...allowedProcessors()] : null;
}

/** The command that runs a command on one of the processors: process 0 on the first, process 1 on the second, … */
export function pinnedCommand(
  command: readonly string[],
  processors: readonly number[] | null,
  index: number,
): string[] {
  if (processors === null || processors.length === 0) return [...command];
  return ["taskset", "-c", String(processors[index % processors.length]), ...command];
}

function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== "";
    } catch {
      return false;
    }
  });
}
