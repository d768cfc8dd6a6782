import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

/** The ids of a process and of its living descendants, its own first. Linux only. */
export function processTree(pid: number): number[] {
  const found = [pid];
  // The list grows while it is walked: children of children are found as well.
  for (const each of found) found.push(...childrenOf(each));
  return found;
}

/** The same ids by `ps`, on every system that has it. */
export async function listedProcessTree(root: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const parents = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [pid: number, parent: number]);
  const found = [root];
  for (const each of found)
    found.push(...parents.filter(([, parent]) => parent === each).map(([pid]) => pid));
  return found;
}

/** The children of a process. The kernel lists them by the thread that started them. */
function childrenOf(pid: number): number[] {
  const folder = `/proc/${pid}/task`;
  return entries(folder).flatMap((thread) =>
    (readIfThere(`${folder}/${thread}/children`) ?? "").split(" ").filter(Boolean).map(Number),
  );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // The process has ended meanwhile.
  }
}

/** The text of a file of /proc, or undefined when its process has ended. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
