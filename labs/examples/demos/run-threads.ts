import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Starts `count` threads with the same file and the same data, and waits for one message of each.
 * All threads have ended when it returns, also when one of them failed.
 */
export async function runThreads<Answer>(entry: URL, count: number, workerData: unknown): Promise<Answer[]> {
  const threads = Array.from({ length: count }, () => new Worker(entry, { workerData }));
  try {
    return await Promise.all(threads.map((thread) => answerOf<Answer>(thread)));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** The first message of a thread. Rejects when the thread fails or ends before it. */
async function answerOf<Answer>(thread: Worker): Promise<Answer> {
  const silence = once(thread, "exit").then(([code]) => {
    throw new Error(`A thread ended with exit code ${code} before it gave its answer.`);
  });
  const answer = once(thread, "message").then(([message]) => message as Answer);
  return Promise.race([answer, silence]);
}
