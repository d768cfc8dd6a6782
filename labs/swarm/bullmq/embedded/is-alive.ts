/** Whether a process runs. One of another user counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(error as object, "code") === "EPERM";
  }
}
