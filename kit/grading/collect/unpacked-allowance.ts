import { bytesText } from "./entries/archive-entry.ts";
import type { UploadedFile } from "./layouts/uploaded-file.ts";

/** What one student's notebooks may take unpacked: copies of them are written where grading processes read them. */
export interface UnpackedLimits {
  readonly bytes: number;
  readonly notebooks: number;
}

/** The largest notebook is read four times over, and a course has twelve lessons. */
const LIMITS: UnpackedLimits = { bytes: 256_000_000, notebooks: 100 };

/** Counts what each student's notebooks would take, before anything of a zip is unpacked. */
export class UnpackedAllowance {
  readonly #limits: UnpackedLimits;
  readonly #taken = new Map<string, { bytes: number; notebooks: number }>();

  constructor(limits: UnpackedLimits = LIMITS) {
    this.#limits = limits;
  }

  /** Counts a notebook from a zip. @returns why it is too much for its student, as a part of a sentence; undefined where it is not */
  refusal({ layout, who, entry }: UploadedFile): string | undefined {
    const student = JSON.stringify([layout, who]);
    const taken = this.#taken.get(student) ?? { bytes: 0, notebooks: 0 };
    const { bytes, notebooks } = this.#limits;
    if (taken.notebooks >= notebooks) return `is one notebook too many (${notebooks} of a student are read)`;
    if (taken.bytes + entry.size > bytes)
      return `is too much: the notebooks of a student may take ${bytesText(bytes)} unpacked`;
    this.#taken.set(student, { bytes: taken.bytes + entry.size, notebooks: taken.notebooks + 1 });
    return undefined;
  }
}
