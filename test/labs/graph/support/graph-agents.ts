import { setTimeout as wait } from "node:timers/promises";
import { type AgentContext, AIAgent } from "../../../../labs/agents/index.ts";
import type { SharedPartials } from "../../../../labs/graph/index.ts";
import type { KnowledgeBase } from "../../../../labs/sharing/index.ts";

/** Agents for tests of graphs. Workers import this file. */

/** Doubles a number, and fails for a negative one. */
export class Doubler extends AIAgent<number, number> {
  static readonly module: string = import.meta.url;

  protected think(input: number): number {
    if (input < 0) throw new RangeError(`${input} is negative`);
    return input * 2;
  }
}

/** Adds two keys of a state. */
export class Adder extends AIAgent<{ a: number; b: number }, number> {
  static readonly module: string = import.meta.url;

  protected think({ a, b }: { a: number; b: number }): number {
    return a + b;
  }
}

/** Writes an insight into the knowledge base that it was constructed with. */
export class Librarian extends AIAgent<string, number> {
  static readonly module: string = import.meta.url;
  readonly #knowledge: KnowledgeBase;

  constructor(agentId: number, knowledge: KnowledgeBase) {
    super(agentId);
    this.#knowledge = knowledge;
  }

  protected think(topic: string): number {
    return this.#knowledge.addInsight(this.agentType, `about ${topic}`);
  }
}

interface Spin {
  readonly seconds: number;
  /** Whether it does not look at the request to stop. */
  readonly deaf?: boolean;
  /** Whether it fails at once. */
  readonly fail?: boolean;
  /** A cell of shared memory that becomes 1 when it runs. */
  readonly running?: Int32Array;
}

/** Computes so many seconds, or until it is asked to stop. */
export class Spinner extends AIAgent<Spin, string> {
  static readonly module: string = import.meta.url;

  protected think({ seconds, deaf, fail, running }: Spin, context: AgentContext): string {
    if (running !== undefined) Atomics.store(running, 0, 1);
    if (fail) throw new Error("failed at once");
    const end = context.now() + seconds;
    while (context.now() < end) if (!deaf && context.stopRequested) throw new Error("was asked to stop");
    return "spun";
  }
}

/** Counts to a number, and sends each number and the greeting that it shares before it goes on. */
export class Counter extends AIAgent<{ to: number; fail?: boolean }, number> {
  static readonly module: string = import.meta.url;

  protected think({ to, fail }: { to: number; fail?: boolean }, { shared }: AgentContext): number {
    const { partials, greeting } = shared as SharedPartials & { greeting?: string };
    for (let n = 1; n <= to; n++) partials.send(greeting === undefined ? n : `${greeting} ${n}`);
    if (fail) throw new Error("failed after all");
    return to;
  }
}

/** Waits so many milliseconds on its event loop and answers the worker that it ran on. */
export class Waiter extends AIAgent<number, string> {
  static readonly module: string = import.meta.url;

  protected async think(milliseconds: number, context: AgentContext): Promise<string> {
    await wait(milliseconds, undefined, { signal: context.signal });
    return context.worker;
  }
}

/** Ends its own process. */
export class Aborter extends AIAgent<unknown, never> {
  static readonly module: string = import.meta.url;

  protected think(): never {
    process.abort();
  }
}
