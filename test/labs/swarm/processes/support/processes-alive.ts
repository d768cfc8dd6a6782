import { execFileSync } from "node:child_process";

export interface LivingProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes of the machine. */
export function allProcesses(): LivingProcess[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,stat=,args="], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // Zombies are not counted.
    const isAlive = command !== undefined && !state?.startsWith("Z");
    return isAlive ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
  });
}

/** The processes that run agents for the given process, by id. */
export function agentProcesses(of: number = process.pid): number[] {
  const isOurs = ({ parent, command }: LivingProcess) =>
    parent === of && /swarm\/processes\/entry\.[jt]s/.test(command);
  return allProcesses()
    .filter(isOurs)
    .map(({ pid }) => pid);
}

export function isAlive(pid: number): boolean {
  return allProcesses().some((one) => one.pid === pid);
}

/** Waits until something holds; fails after so many seconds. */
export async function until(holds: () => boolean, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`still not so after ${seconds} s: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
