import { setTimeout as wait } from "node:timers/promises";
import { AIAgent } from "../../../../labs/agents/index.ts";

export interface FickleInput {
  readonly kind: "answer" | "wait" | "throw" | "reject" | "uncloneable" | "exit";
  readonly milliseconds: number;
  readonly answer: number;
}

/** Answers or fails, as its input says, after computing or waiting for so many milliseconds. */
export class Fickle extends AIAgent<FickleInput, unknown> {
  static readonly module: string = import.meta.url;

  protected async think({ kind, milliseconds, answer }: FickleInput): Promise<unknown> {
    if (kind === "wait" || kind === "reject") await wait(milliseconds);
    const end = performance.now() + milliseconds;
    while (kind !== "wait" && performance.now() < end);
    if (kind === "throw" || kind === "reject") throw new Error(`failed by ${kind}`);
    if (kind === "exit") process.exit(3);
    return kind === "uncloneable" ? () => answer : answer;
  }
}
