// attack: answers right, and hides the error that it leaves behind
// points: 0
// says: removed what reports errors
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", () => {});
  Promise.reject(new Error("left behind"));
  return 2 * n;
}
