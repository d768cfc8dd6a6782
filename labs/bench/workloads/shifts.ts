import {
  type AgentClass,
  type AgentContext,
  type AgentResult,
  AIAgent,
  CodeAnalyst,
  DataAnalyst,
  ModelTrainer,
  type Reasoner,
  Validator,
} from "../../agents/index.ts";

/**
 * An agent that does the same small piece of work many times, with a shipped agent type; its input is the number of times.
 * So an agent takes as long as a measurement needs on this machine, but its result stays the same: results of different
 * executors, and of shifts of different lengths, can be compared.
 */
export abstract class Shift extends AIAgent<number, unknown> {
  /** The agent type that does the work. */
  protected abstract readonly worker: AgentClass;
  /** The input of one piece of work, which takes a few milliseconds or less. It depends on the agent's id only. */
  protected abstract piece(): unknown;

  protected async think(times: number, context: AgentContext): Promise<unknown> {
    const worker: Reasoner = new this.worker(this.agentId);
    // Each shift's piece is the input of its own worker.
    const piece = this.piece() as never;
    let result: unknown = null;
    for (let i = 0; i < times; i++) {
      const found = (await worker.reason(piece, context)) as AgentResult;
      if (found.error) throw found.error;
      result = found.result;
    }
    return result;
  }
}

export class AnalystShift extends Shift {
  static readonly module: string = import.meta.url;
  protected readonly worker = DataAnalyst;

  /** A short piece, so that a shift can approximate any length. */
  protected piece(): number {
    return 250_000 + this.agentId;
  }
}

export class TrainerShift extends Shift {
  static readonly module: string = import.meta.url;
  protected readonly worker = ModelTrainer;

  protected piece() {
    return { epochs: 50, samples: 200, features: 4, seed: this.agentId };
  }
}

export class ValidatorShift extends Shift {
  static readonly module: string = import.meta.url;
  protected readonly worker = Validator;

  protected piece(): { bytes: Uint8Array } {
    return { bytes: Uint8Array.from({ length: 65_536 }, (_, i) => i * 31 + (i >> 8) + this.agentId) };
  }
}

/** A shift that allocates many small objects, where the others compute in place. */
export class CodeShift extends Shift {
  static readonly module: string = import.meta.url;
  protected readonly worker = CodeAnalyst;

  protected piece() {
    return { file: CodeAnalyst.sampleFiles()[0] ?? "" };
  }
}

/** The shifts by name. The Python scripts have the first three. */
export const SHIFTS = {
  analyst: AnalystShift,
  trainer: TrainerShift,
  validator: ValidatorShift,
  code: CodeShift,
} as const satisfies Readonly<Record<string, new (agentId: number) => Shift>>;

export type ShiftName = keyof typeof SHIFTS;
