import { appendFileSync } from "node:fs";
import { type AgentContext, AIAgent } from "../../../../labs/agents/index.ts";
import type { KnowledgeBase, Mutex } from "../../../../labs/sharing/index.ts";

/** Agents that tests send to workers. They name their module, so workers import them from there. */
const module: string = import.meta.url;

/** Answers with its input. */
export class Echo extends AIAgent<unknown, unknown> {
  static readonly module = module;
  protected think(input: unknown): unknown {
    return input;
  }
}

/** Computes for so many milliseconds. */
export class Busy extends AIAgent<number, number> {
  static readonly module = module;
  protected think(milliseconds: number): number {
    const end = performance.now() + milliseconds;
    let turns = 0;
    while (performance.now() < end) turns++;
    return turns;
  }
}

export type Misfortune =
  | "throw"
  | "reject"
  | "exit"
  | "spin"
  | "hang"
  | "uncloneable"
  | "throw-function"
  | "late-rejection"
  | "late-timer"
  | "late-exit"
  | "own-timer"
  | "flood";

/** Fails in the way that its input names. */
export class Unlucky extends AIAgent<Misfortune, unknown> {
  static readonly module = module;
  protected async think(misfortune: Misfortune): Promise<unknown> {
    switch (misfortune) {
      case "throw":
        throw Object.assign(new RangeError("too far"), { code: "E_FAR", cause: new TypeError("root") });
      case "reject":
        return Promise.reject(new RangeError("rejected"));
      case "exit":
        return process.exit(7);
      case "spin":
        for (;;);
      case "hang":
        return new Promise(() => {});
      case "uncloneable":
        return { deep: [() => 1] };
      case "throw-function":
        throw () => 1;
      case "late-rejection":
        void Promise.reject(new Error("late rejection"));
        return "answered";
      case "late-timer":
        setTimeout(() => {
          throw new Error("late timer");
        }, 5);
        return "answered";
      case "late-exit":
        setTimeout(() => process.exit(9), 5);
        return "answered";
      case "own-timer":
        setTimeout(() => {
          throw new Error("own timer");
        }, 5);
        return new Promise(() => {});
      case "flood":
        for (let i = 0; i < 30_000; i++) process.stdout.write(`${"flood ".repeat(20)}\n`);
        return "answered";
    }
  }
}

/**
 * Works until it is asked to stop; then answers, throws, or goes on, as its input says. Where the run's shared value is
 * the path of a file, it notes there that it has begun.
 */
export class Stoppable extends AIAgent<"answer" | "throw" | "ignore" | "wait", string> {
  static readonly module = module;
  protected async think(manner: string, context: AgentContext): Promise<string> {
    if (manner === "wait") {
      return new Promise((resolve) => {
        const hear = () => resolve("heard the signal");
        // It may have been asked to stop before it could listen.
        if (context.signal.aborted) hear();
        context.signal.addEventListener("abort", hear);
        noteBegun(context.shared);
      });
    }
    noteBegun(context.shared);
    while (!context.stopRequested || manner === "ignore");
    if (manner === "throw") throw new Error("left in a huff");
    return "so far so good";
  }
}

function noteBegun(shared: unknown): void {
  if (typeof shared === "string") appendFileSync(shared, ".");
}

/** Takes the lock and ends its thread while holding it. */
export class DiesHoldingLock extends AIAgent<undefined, never> {
  static readonly module = module;
  protected think(_: undefined, { shared }: AgentContext): never {
    (shared as { mutex: Mutex }).mutex.lock();
    return process.exit(1);
  }
}

/** Adds an insight while holding the lock. */
export class UsesLock extends AIAgent<undefined, number> {
  static readonly module = module;
  protected think(_: undefined, { shared }: AgentContext): number {
    const { mutex, knowledge } = shared as { mutex: Mutex; knowledge: KnowledgeBase };
    const guard = mutex.lock({ timeout: 20_000 });
    try {
      return knowledge.addInsight(this.agentType, "was here");
    } finally {
      guard.release();
    }
  }
}

/** Fails until it has been tried as often as its input says. A shared counter counts the tries. */
export class FailsAtFirst extends AIAgent<number, number> {
  static readonly module = module;
  protected think(failures: number, { shared }: AgentContext): number {
    const tries = Atomics.add(shared as Int32Array, 0, 1) + 1;
    if (tries <= failures) throw new Error(`try ${tries}`);
    return tries;
  }
}

/** Names its module, which does not export it. */
class Hidden extends Echo {
  static override readonly module = module;
}
export const notExported = Hidden;

/** Names a module that does not exist. */
export class Lost extends Echo {
  static override readonly module = "file:///no/such/module.js";
}
