// attack: sends signals to its parent and to the grader
// points: 0
// dangerous: the grader and the first process would be killed
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  for (const pid of [process.ppid, Number("@GRADER@"), -Number("@GRADER@"), 1]) {
    for (const signal of ["SIGTERM", "SIGINT", "SIGUSR1", "SIGKILL"] as const) { try { process.kill(pid, signal); } catch {} }
  }
  return 0;
}
