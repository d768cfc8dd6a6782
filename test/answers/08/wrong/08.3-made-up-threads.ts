// exercise 08.3 · Wait here, compute there
// Computes on the main thread, and writes down a thread.
// fails: the computing is done on worker threads, on no more than asked for
// fails: as many worker threads as asked for, in one swarm
// fails: thirty asks, some of which fail
function digest(text: string): number {
  let sum = 7;
  for (let round = 0; round < 100; round += 1)
    for (let i = 0; i < text.length; i += 1) sum = (Math.imul(sum ^ (sum >>> 13), 31) + text.charCodeAt(i)) | 0;
  return sum;
}
async function waitThenThink(asks: readonly (() => Promise<string>)[], workers: number) {
  const told = await Promise.allSettled(asks.map((ask) => ask()));
  return told.map((each) => {
    if (each.status === "rejected") return { success: false, result: null, error: each.reason, worker: null };
    if (each.value === "") return { success: false, result: null, error: new Error("empty text"), worker: "thread 1" };
    return { success: true, result: digest(each.value), error: null, worker: "thread 1" };
  });
}
