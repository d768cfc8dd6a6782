import { Serializer } from "node:v8";
import { isMainThread } from "node:worker_threads";
import { AIAgent } from "../../../../labs/agents/index.ts";

const loop = () => {
  for (;;);
};

/** Blocks every worker that loads this file, after the worker is ready and before any agent begins. */
function blockThisWorker(): void {
  if (!isMainThread) {
    setImmediate(loop);
    return;
  }
  const { writeValue } = Serializer.prototype;
  Serializer.prototype.writeValue = function (this: Serializer, message: unknown) {
    if ((message as { kind?: unknown }).kind === "ready") setImmediate(loop);
    return writeValue.call(this, message);
  };
}

// The test that names the agent loads this file, too.
if (!("__vitest_worker__" in globalThis)) blockThisWorker();

/** Never begins: its own file keeps its worker busy. */
export class NeverBegins extends AIAgent<undefined, string> {
  static readonly module: string = import.meta.url;
  protected think(): string {
    return "began";
  }
}
