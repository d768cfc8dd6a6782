import { AIAgent } from "../../../labs/agents/index.ts";

const module: string = import.meta.url;

/** Answers at once. */
export class Empty extends AIAgent<number, number> {
  static readonly module = module;
  protected think(input: number): number {
    return input;
  }
}

/** Computes for so many milliseconds. */
export class Busy extends AIAgent<number, number> {
  static readonly module = module;
  protected think(milliseconds: number): number {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return milliseconds;
  }
}
