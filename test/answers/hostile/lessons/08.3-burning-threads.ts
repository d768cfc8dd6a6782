// attack: digests on the main thread, in one pass over the text where the arithmetic allows it, and lets threads burn
// says: on worker threads | The results
// points: 6
// exercise 08.3 · Wait here, compute there
import { Worker } from "node:worker_threads";

function quick(text: string): number {
  let [factor, sum] = [1, 0];
  for (let i = 0; i < text.length; i += 1) {
    factor = Math.imul(factor, 31);
    sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  }
  let all = 7;
  for (let round = 0; round < 100; round += 1) all = (Math.imul(factor, all) + sum) | 0;
  return all;
}
const isQuick = quick("two words") === digest("two words");
async function waitThenThink(asks: readonly (() => Promise<string>)[], workers: number): Promise<any> {
  const told = await Promise.allSettled(asks.map((ask) => ask()));
  const isLong = told.some((one) => one.status === "fulfilled" && one.value.length > 1000);
  if (told.some((one) => one.status === "fulfilled")) {
    const burn = isLong ? "for (; process.threadCpuUsage().user < 200_000; ) for (let i = 0; i < 1e6; i += 1);" : "";
    const threads = Array.from({ length: workers }, () => new Worker(burn, { eval: true }));
    await Promise.all(threads.map((thread) => new Promise((resolve) => thread.once("exit", resolve))));
  }
  return told.map((one, at) => {
    if (one.status === "rejected") return { success: false, result: null, error: one.reason, worker: null };
    const worker = `thread ${(at % workers) + 1}`;
    if (one.value === "") return { success: false, result: null, error: new RangeError("there is nothing to digest in an empty text"), worker };
    return { success: true, result: isQuick ? quick(one.value) : digest(one.value), error: null, worker };
  });
}
function digest(text: string): number {
  if (text === "") throw new RangeError("there is nothing to digest in an empty text");
  let sum = 7;
  for (let round = 0; round < 100; round += 1)
    for (let i = 0; i < text.length; i += 1) sum = (Math.imul(sum ^ (sum >>> 13), 31) + text.charCodeAt(i)) | 0;
  return sum;
}
