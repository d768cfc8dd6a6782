import { readdirSync, readFileSync } from "node:fs";

/** A process and all that it started, by number. Processes that have ended are not counted. On Linux alone. */
export function processTree(root: number): number[] {
  const tree: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    if (tree.includes(pid)) continue;
    try {
      for (const thread of readdirSync(`/proc/${pid}/task`)) {
        const children = readFileSync(`/proc/${pid}/task/${thread}/children`, "latin1").trim();
        if (children !== "") open.push(...children.split(" ").map(Number));
      }
      if (isAlive(pid)) tree.push(pid);
    } catch {
      // It ended meanwhile.
    }
  }
  return tree;
}

/** Whether a process still runs. A zombie, which has ended and waits for its parent to collect it, does not. On Linux alone. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the program's name in parentheses, which may hold anything.
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    return false;
  }
}
