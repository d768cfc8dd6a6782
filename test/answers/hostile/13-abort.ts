// attack: crashes the process
// points: 0
// says: was killed (SIGABRT)
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  process.abort();
}
