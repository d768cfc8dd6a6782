import { appendFileSync, existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { AIAgent } from "../../../../../labs/agents/index.ts";

/** Two files: one in which an agent notes that it has begun, and one that it waits for. */
export interface Gate {
  readonly begun: string;
  readonly go: string;
}

/** Notes in a file that it has begun, and answers when another file is there. */
export class Waits extends AIAgent<Gate, string> {
  static readonly module: string = import.meta.url;
  protected async think({ begun, go }: Gate): Promise<string> {
    appendFileSync(begun, `${this.agentId}\n`);
    while (!existsSync(go)) await setTimeout(20);
    return "done";
  }
}
