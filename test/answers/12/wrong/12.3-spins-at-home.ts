// exercise 12.3 · One fails on purpose
// A thread sleeps, and what should spin on it spins on the main thread for a while.
// fails: an agent that never ends fails alone, and the others arrive
// fails: an agent that calls process.exit() fails alone, and the others arrive
import { Worker } from "node:worker_threads";

async function rehearse(count: number, failingId: number, how: "throw" | "exit" | "spin", site: Site): Promise<any> {
  const idle = new Worker("setTimeout(() => {}, 100)", { eval: true });
  await new Promise((resolve) => idle.once("online", resolve));
  const end = performance.now() + (how === "spin" ? 400 : 0);
  while (performance.now() < end);
  await idle.terminate();
  const results = Array.from({ length: count }, (_, agentId) =>
    agentId === failingId
      ? { agentId, success: false, result: null, error: { message: `failed by ${how}` } }
      : { agentId, success: true, result: 1, error: null },
  );
  return { survivors: count - 1, results };
}
