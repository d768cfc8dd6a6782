/**
 * The module that a trial process runs: it runs one trial and reports what it observed. Its watchdog ends it, together
 * with all that it has started, when it exceeds its memory limit or its parent ends.
 */
import { findExecutor, guardThisProcess } from "../swarm/index.ts";
import { tryFault } from "./trial.ts";
import type { TrialReport, TrialRequest } from "./trial-messages.ts";

const { channel, startMemoryLimit } = guardThisProcess<TrialReport, TrialRequest>({
  onMessage: (request) => void run(request),
});
startMemoryLimit();

async function run({ fault, executor, folder, timeout }: TrialRequest): Promise<void> {
  try {
    const observation = await tryFault({ fault, executor: findExecutor(executor), folder, timeout });
    channel.send({ kind: "observed", observation }, leave);
  } catch (error) {
    const { message } = error as Error;
    const code = String(Reflect.get(error as Error, "code"));
    channel.send({ kind: "refused", code, message }, leave);
  }
}

function leave(): void {
  process.exit();
}
