/** The entry of `onThread`. */
import { parentPort, workerData } from "node:worker_threads";
import * as sharing from "../../../../labs/sharing/index.ts";

const { source, shared } = workerData as { source: string; shared: unknown };
try {
  // biome-ignore lint/security/noGlobalEval: the text is a function of the test that started this thread
  const work = globalThis.eval(`(${source})`) as (shared: unknown, all: typeof sharing) => unknown;
  parentPort?.postMessage({ value: await work(sharing.revive(shared), sharing) });
} catch (error) {
  const { name, message, code } = error as Error & { code?: string };
  parentPort?.postMessage({ failure: { name, message, code } });
}
