// attack: becomes another program
// points: 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  (process as any).execve?.(process.execPath, [process.execPath, "-e", "require('fs').writeSync(3, 'anything'); setInterval(() => {}, 1000)"], {});
  return 0;
}
