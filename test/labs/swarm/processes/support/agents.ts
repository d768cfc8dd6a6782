import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { type AgentContext, AIAgent } from "../../../../../labs/agents/index.ts";

const module: string = import.meta.url;

export type Trick =
  | "stop-itself"
  | "write-into-pipe"
  | "really-exit"
  | "block-later"
  | "start-a-process"
  | "eat-90-megabytes"
  | "big-result"
  | "exit-with-a-big-result"
  | "print"
  | "print-on-stderr";

/** Fails in ways that only a process of its own contains. */
export class Trickster extends AIAgent<Trick, unknown> {
  static readonly module = module;
  protected think(trick: Trick, context: AgentContext): unknown {
    switch (trick) {
      case "stop-itself":
        process.kill(process.pid, "SIGSTOP");
        return new Promise(() => {});
      case "write-into-pipe":
        writeSync(3, "this is no message of anybody");
        return new Promise(() => {});
      case "really-exit":
        return (process as unknown as { reallyExit(code: number): never }).reallyExit(3);
      case "block-later":
        setImmediate(() => {
          for (;;);
        });
        return "answered";
      case "start-a-process": {
        const { pid } = spawn("sleep", ["600"], { stdio: "inherit" });
        console.log(`started ${pid}`);
        for (;;);
      }
      case "eat-90-megabytes":
        Object.assign(globalThis, { eaten: Buffer.alloc(90 * 2 ** 20, 1) });
        // The watchdog, a thread of its own, measures the memory a hundred times meanwhile.
        return new Promise((resolve) => setTimeout(() => resolve(process.pid), 1000));
      case "big-result":
        return new Uint8Array(20 * 2 ** 20).fill(context.agentId);
      case "exit-with-a-big-result":
        setImmediate(() => process.exit(5));
        return new Uint8Array(64 * 2 ** 20);
      case "print":
        console.log(`agent ${context.agentId} prints`);
        return "printed";
      case "print-on-stderr":
        console.error(`agent ${context.agentId} complains`);
        return "printed";
    }
  }
}

/** Answers with its process's id, after so many milliseconds. */
export class WhoAmI extends AIAgent<number, number> {
  static readonly module = module;
  protected async think(milliseconds: number): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return process.pid;
  }
}

/** Answers with its input, its arguments and its shared data. */
export class Handed extends AIAgent<unknown, unknown> {
  static readonly module = module;
  readonly #rest: readonly unknown[];
  constructor(agentId: number, ...rest: readonly unknown[]) {
    super(agentId);
    this.#rest = rest;
  }
  protected think(input: unknown, { shared }: AgentContext): unknown {
    return { input, rest: this.#rest, shared };
  }
}
