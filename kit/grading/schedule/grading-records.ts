import type { SandboxKind } from "../../sandbox/index.ts";
import { Journal } from "./journal.ts";
import type { GradedNotebook } from "./outcome.ts";
import type { KeptReading } from "./reading-budget.ts";

/** The result of grading a notebook, and the sandbox that its answers ran in. */
export interface GradingRecord {
  readonly graded: GradedNotebook;
  readonly sandbox: SandboxKind;
}

/** Why a notebook could not be read or graded: doing it ended the process that did it. */
interface Failure {
  readonly failed: string;
}

/** How often everything was graded again, and whether the last time has finished. */
interface Round {
  readonly round: number;
  readonly isFinished: boolean;
}

/** The journal of a gradebook: what was graded, in which round. The next run continues a round that has not finished. */
export class GradingRecords {
  readonly #journal: Journal<
    GradingRecord | Failure | KeptReading | Round | Readonly<Record<string, number>>
  >;
  readonly #round: number;
  readonly #sandboxes = new Map<string, SandboxKind>();

  /** @param regrade - whether a new round begins, unless one is under way */
  constructor(file: string, regrade: boolean) {
    this.#journal = new Journal(file);
    const last = (this.#journal.get("round") as Round | undefined) ?? { round: 0, isFinished: false };
    this.#round = regrade && last.isFinished ? last.round + 1 : last.round;
    if (this.#round !== last.round) this.#journal.add("round", { round: this.#round, isFinished: false });
  }

  has(key: string): boolean {
    return this.#journal.has(this.#keyOf(key));
  }

  /** Whether all checks of a notebook have run, also those that must run alone. */
  isComplete(key: string): boolean {
    if (this.failure(key) !== undefined) return true;
    const record = this.get(key);
    return record !== undefined && record.graded.alone === undefined;
  }

  get(key: string): GradingRecord | undefined {
    const record = this.#journal.get(this.#keyOf(key)) as GradingRecord | Failure | undefined;
    if (record === undefined || "failed" in record) return undefined;
    this.#sandboxes.set(key, record.sandbox);
    return record;
  }

  add(key: string, record: GradingRecord): void {
    this.#journal.add(this.#keyOf(key), record);
    this.#sandboxes.set(key, record.sandbox);
  }

  /** Why a notebook could not be dealt with, in this run or an earlier one of the round. */
  failure(key: string): string | undefined {
    const record = this.#journal.get(this.#keyOf(key)) as GradingRecord | Failure | undefined;
    return record !== undefined && "failed" in record ? record.failed : undefined;
  }

  /** Keeps a failure, so that the next run does not try again what may take long each time. */
  addFailure(key: string, failed: string): void {
    this.#journal.add(this.#keyOf(key), { failed });
  }

  /** What reading a notebook came to, in this run or an earlier one of the round, where it took long. */
  reading(key: string): KeptReading | undefined {
    return this.#journal.get(this.#keyOf(key)) as KeptReading | undefined;
  }

  addReading(key: string, reading: KeptReading): void {
    this.#journal.add(this.#keyOf(key), reading);
  }

  /** The sandbox in which a notebook was graded. */
  sandbox(key: string): SandboxKind | undefined {
    return this.#sandboxes.get(key) ?? this.get(key)?.sandbox;
  }

  /** Points of each exercise, as an earlier run noted them. */
  points(key: string): Readonly<Record<string, number>> | undefined {
    return this.#journal.get(key) as Readonly<Record<string, number>> | undefined;
  }

  addPoints(key: string, points: Readonly<Record<string, number>>): void {
    if (!this.#journal.has(key)) this.#journal.add(key, points);
  }

  /** Notes that the gradebook of this round is written. */
  finish(): void {
    const last = this.#journal.get("round") as Round | undefined;
    if (!last?.isFinished) this.#journal.add("round", { round: this.#round, isFinished: true });
  }

  close(): void {
    this.#journal.close();
  }

  #keyOf(key: string): string {
    return `${this.#round} ${key}`;
  }
}
