import { htmlPicture } from "./picture/html.ts";
import { svgPicture } from "./picture/svg.ts";
import { type PictureOptions, textPicture } from "./picture/text.ts";
import type { Failure, FinalState, RaceReport, VerdictData } from "./verdict.ts";

/** The result of `explore`. A notebook shows it as a picture, a terminal as text. */
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

  /** Asserts that no interleaving fails. @throws AssertionError with the summary */
  mustPass(): this {
    if (this.passed) return this;
    const error = new Error(this.summary);
    error.name = "AssertionError";
    throw error;
  }

  /** The failing interleaving as a drawing and as text; both are empty when nothing failed. */
  picture(options: PictureOptions = {}): { readonly svg: string; readonly text: string } {
    return this.failure === null
      ? { svg: "", text: "" }
      : { svg: svgPicture(this, options), text: textPicture(this, options) };
  }

  /** The forms in which a notebook shows it. */
  [Symbol.for("swarmlab.mime")](): Record<string, unknown> {
    const svg = svgPicture(this);
    return {
      "text/html": htmlPicture(this),
      ...(svg === "" ? {} : { "image/svg+xml": svg }),
      "text/plain": textPicture(this),
    };
  }

  /** `console.log` prints the picture as text. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return textPicture(this);
  }

  /** The picture as text. */
  toString(): string {
    return textPicture(this);
  }
}
