/** Kills a process with SIGKILL, or a group by its negative number. One that has ended already is no error. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
