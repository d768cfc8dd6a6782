import { textPicture } from "./picture/text.ts";
import type { Failure, FinalState, RaceReport, VerdictData } from "./verdict.ts";

/** What `explore` found out. Shown in a notebook it is a picture; printed it is text. */
export class Verdict implements VerdictData {
  readonly passed: boolean;
  readonly summary: string;
  readonly threads: readonly string[];
  readonly failure: Failure | null;
  readonly races: readonly RaceReport[];
  readonly covered: "all" | number | null;
  readonly interleavings: number;
  readonly steps: number;
  readonly seconds: number;
  readonly finalStates: readonly FinalState[];
  readonly notes: readonly string[];

  constructor(data: VerdictData) {
    this.passed = data.passed;
    this.summary = data.summary;
    this.threads = data.threads;
    this.failure = data.failure;
    this.races = data.races;
    this.covered = data.covered;
    this.interleavings = data.interleavings;
    this.steps = data.steps;
    this.seconds = data.seconds;
    this.finalStates = data.finalStates;
    this.notes = data.notes;
  }

  /** The picture as text. */
  toString(): string {
    return textPicture(this);
  }
}
