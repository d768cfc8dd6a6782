import { AIAgent } from "../../../../labs/agents/index.ts";

const module: string = import.meta.url;

export type Trap =
  | "later-loop"
  | "later-microtasks"
  | "break-promise"
  | "break-json"
  | "break-async-context"
  | "break-all-objects"
  | "loop-while-copied"
  | "exit-while-copied"
  | "throw-while-copied"
  | "break-push"
  | "break-then"
  | "break-post-message"
  | "break-atomics";

/** Answers, and then harms its worker: by a timer that it leaves behind, or by code that runs while its answer is copied. */
export class Trapper extends AIAgent<Trap, unknown> {
  static readonly module = module;
  protected async think(trap: Trap): Promise<unknown> {
    switch (trap) {
      case "later-loop":
        void loopLater();
        return "answered";
      case "later-microtasks":
        setTimeout(turnForEver, 0);
        return "answered";
      case "break-promise":
        Object.assign(globalThis, { Promise: broken });
        return "answered";
      case "break-json":
        Object.assign(JSON, { stringify: broken, parse: broken });
        Object.assign(globalThis, { structuredClone: broken });
        return "answered";
      case "break-async-context": {
        const { AsyncLocalStorage } = process.getBuiltinModule("node:async_hooks");
        Object.assign(AsyncLocalStorage.prototype, { run: broken, getStore: broken, enterWith: broken });
        return "answered";
      }
      case "break-all-objects":
        Object.assign(Object.prototype, { polluted: broken });
        return "answered";
      case "loop-while-copied":
        return {
          get field() {
            for (;;);
          },
        };
      case "exit-while-copied":
        return {
          get field() {
            return process.exit(3);
          },
        };
      case "throw-while-copied":
        return {
          get field() {
            throw new RangeError("not to be read");
          },
        };
      case "break-push":
        Array.prototype.push = broken;
        return "answered";
      case "break-then":
        // biome-ignore lint/suspicious/noThenProperty: it is broken on purpose
        Promise.prototype.then = broken;
        return "answered";
      case "break-post-message": {
        const { MessagePort } = process.getBuiltinModule("node:worker_threads");
        MessagePort.prototype.postMessage = broken;
        return "answered";
      }
      case "break-atomics":
        Object.assign(Atomics, { load: broken, store: broken });
        performance.now = broken;
        return "answered";
    }
  }
}

/** Begins to loop after the answer has been sent, and before the worker receives another message. */
async function loopLater(): Promise<void> {
  for (let i = 0; i < 1000; i++) await undefined;
  for (;;);
}

function turnForEver(): void {
  queueMicrotask(turnForEver);
}

function broken(): never {
  throw new Error("this builtin is broken");
}
