import type { Rest } from "./exploration.ts";
import { ExploreError } from "./explore-error.ts";
import { htmlPicture } from "./picture/html.ts";
import { svgPicture } from "./picture/svg.ts";
import { type PictureOptions, textPicture } from "./picture/text.ts";
import { type ResumeOptions, readResumeOptions } from "./resume-options.ts";
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
  /** What is left of the search: its place, the states that it knows. It is freed with the verdict. */
  #rest: Rest | undefined;

  constructor(data: VerdictData, rest?: Rest) {
    this.#rest = rest;
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

  /** Whether a limit of time or steps has stopped the search, so that `resume()` can go on with it. */
  get canResume(): boolean {
    return this.#rest !== undefined;
  }

  /**
   * Goes on with a search that a limit has stopped, in the process that began it. The new verdict is that of one search with these limits in one go.
   * A verdict can be resumed once; after an interruption by `signal`, again.
   *
   * @example const verdict = await explore({ …, seconds: 10 }); // later: await verdict.resume({ seconds: 60 })
   *
   * @throws ExploreError `CANNOT_RESUME`, `INVALID_OPTIONS`
   */
  async resume(options: ResumeOptions = {}): Promise<Verdict> {
    const rest = this.#rest;
    if (rest === undefined)
      throw new ExploreError(
        "CANNOT_RESUME",
        "This search cannot go on: it came to its end, was resumed already, was ended in the middle of a call, or ran in another process. Look at canResume first.",
      );
    const limits = readResumeOptions(options, rest);
    this.#rest = undefined;
    try {
      const explored = await rest.resume(limits);
      return new Verdict(explored.verdict, explored.rest);
    } catch (error) {
      if (limits.signal?.aborted) this.#rest = rest;
      throw error;
    }
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
