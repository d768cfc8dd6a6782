import { readdirSync, readFileSync } from "node:fs";

/** A process and everything it has started that is still alive, itself first. Linux only. */
export function processTree(pid: number): number[] {
  const found = [pid];
  // The list grows while it is walked: children of children are found as well.
  for (const each of found) found.push(...childrenOf(each));
  return found;
}

/** The kernel keeps children by the thread that started them. */
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
    return []; // It has ended in the meantime.
  }
}

/** The text of a file, or undefined when the process it tells of has ended. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
