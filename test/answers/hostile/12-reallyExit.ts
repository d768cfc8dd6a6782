// attack: leaves by the door behind process.exit
// points: 0
// says: ended by itself (exit code 0)
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  (process as any).reallyExit(0);
}
