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
 * One agent's shift: a shipped agent type does the same small piece of work many times; its input says how many. So an
 * agent takes as long as a measurement needs on this machine, while what it finds stays the same: results of
 * different approaches, and of shifts of different lengths, can be compared.
 */
export abstract class Shift extends AIAgent<number, unknown> {
  /** Who does the work. */
  protected abstract readonly worker: AgentClass;
  /** One piece of it, a few milliseconds or less; the same for the same agent, in every process and language. */
  protected abstract piece(): unknown;

  protected async think(times: number, context: AgentContext): Promise<unknown> {
    const worker: Reasoner = new this.worker(this.agentId);
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

  /** Short, so that a shift can come near any wanted length. */
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

/** Allocates many small objects, where the others compute in place. */
export class CodeShift extends Shift {
  static readonly module: string = import.meta.url;
  protected readonly worker = CodeAnalyst;

  protected piece() {
    return { file: CodeAnalyst.sampleFiles()[0] ?? "" };
  }
}

/** The shifts by name. The first three are those of the Python scripts as well. */
export const SHIFTS = {
  analyst: AnalystShift,
  trainer: TrainerShift,
  validator: ValidatorShift,
  code: CodeShift,
} as const satisfies Readonly<Record<string, new (agentId: number) => Shift>>;

export type ShiftName = keyof typeof SHIFTS;
