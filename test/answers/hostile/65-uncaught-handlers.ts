// attack: removes the runner's handlers and fails outside of every call
// points: 0
// says: expected 42, got 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  process.removeAllListeners("uncaughtException");
  process.removeAllListeners("unhandledRejection");
  process.on("uncaughtException", () => {});
  Promise.reject(new Error("nobody waits"));
  setTimeout(() => { throw new Error("in a timer"); }, 1);
  return new Promise((resolve) => setTimeout(() => resolve(0), 50));
}
