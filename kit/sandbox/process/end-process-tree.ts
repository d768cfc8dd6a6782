import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { killProcess } from "../../common/kill-process.ts";

/** An environment variable of an answer's process. All that it starts inherits the variable, unless it removes it. */
export const processMark = "SWARMLAB_ANSWER";

/**
 * Kills a process that leads its own group, and all that it started: its group, its descendants, which may have left the group, and on Linux
 * also processes with its mark whose parents have ended.
 *
 * @param pid - the group's leader
 * @param mark - the value of {@link processMark} in its environment
 */
export function endProcessTree(pid: number, mark: string): void {
  // Descendants are found before anything is killed: without their parents they look like other processes.
  const descendants = descendantsOf(pid, processes(mark));
  killProcess(-pid);
  killProcess(pid);
  for (const descendant of descendants) killProcess(descendant);
}

interface ProcessEntry {
  pid: number;
  parent: number;
  marked: boolean;
}

function descendantsOf(root: number, entries: readonly ProcessEntry[]): number[] {
  const children = Map.groupBy(entries, (entry) => entry.parent);
  const found = new Set(
    entries.filter((entry) => entry.marked && entry.pid !== process.pid).map((entry) => entry.pid),
  );
  const open = [root, ...found];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    for (const child of children.get(pid) ?? []) {
      if (found.has(child.pid)) continue;
      found.add(child.pid);
      open.push(child.pid);
    }
  }
  found.delete(root);
  return [...found];
}

function processes(mark: string): ProcessEntry[] {
  return process.platform === "linux" ? linuxProcesses(`${processMark}=${mark}\0`) : listedProcesses();
}

function linuxProcesses(mark: string): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      // The second field is the program's name in parentheses, which may hold anything.
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      entries.push({ pid: Number(name), parent, marked: carries(name, mark) });
    } catch {
      // It ended meanwhile.
    }
  }
  return entries;
}

function carries(pid: string, mark: string): boolean {
  try {
    return `${readFileSync(`/proc/${pid}/environ`, "latin1")}\0`.includes(mark);
  } catch {
    return false; // another user's process
  }
}

function listedProcesses(): ProcessEntry[] {
  try {
    const lines = execFileSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, marked: false };
    });
  } catch {
    return [];
  }
}
