import { AIAgent, DataAnalyst } from "../../../labs/agents/index.ts";

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

/** Two of the data analyst's sums, one after the other: more work than one sum can be. */
export class TwoSums extends DataAnalyst {
  static override readonly module = module;
  protected override think(n: number): bigint {
    return super.think(n) + super.think(n);
  }
}

/** A long chain of multiplications, each of which needs the result of the one before. */
export class Chain extends AIAgent<number, number> {
  static readonly module = module;
  protected think(steps: number): number {
    let x = 1;
    for (let i = 0; i < steps; i++) x = (Math.imul(x, 1103515245) + 12345) | 0;
    return x;
  }
}
