import { readdirSync, readFileSync } from "node:fs";

/** A process and all that it started, as the kernel knows them; those that ended are left out. Linux alone. */
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
      tree.push(pid);
    } catch {
      // It ended meanwhile.
    }
  }
  return tree;
}

/** Whether a process still runs: one that ended and that nobody collected yet does nothing any more. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    return false;
  }
}
