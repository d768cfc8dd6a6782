import { bytesText } from "./entries/archive-entry.ts";
import { studentKey, type UploadedFile } from "./layouts/uploaded-file.ts";

/** What is read of the zips of a class. */
export interface UnpackedLimits {
  /** What one student's notebooks may take, in bytes: each is read, and of those in zips copies are written where grading processes read them. */
  readonly bytes: number;
  readonly notebooks: number;
  /** One student's own zips, and their bytes together. */
  readonly zips: number;
  readonly zipBytes: number;
  /** Bytes of the copies of all students' zips that lie in a zip. One student's zips are a small part of it. */
  readonly copiedBytes: number;
}

/** The largest notebook is read four times over, and a course has twelve lessons. */
export const UNPACKED_LIMITS: UnpackedLimits = {
  bytes: 256_000_000,
  notebooks: 100,
  zips: 20,
  zipBytes: 256_000_000,
  copiedBytes: 16_000_000_000,
};

interface Taken {
  bytes: number;
  notebooks: number;
  zips: number;
  zipBytes: number;
}

/** Counts what each student's notebooks and zips would take, before anything of a zip is unpacked. */
export class UnpackedAllowance {
  readonly #limits: UnpackedLimits;
  readonly #taken = new Map<string, Taken>();
  #copied = 0;

  constructor(limits: Partial<UnpackedLimits> = {}) {
    this.#limits = { ...UNPACKED_LIMITS, ...limits };
  }

  /** Counts a notebook. @returns why it is too much for its student, as a part of a sentence; undefined where it is not */
  refusal(upload: UploadedFile): string | undefined {
    const taken = this.#of(upload);
    const { bytes, notebooks } = this.#limits;
    if (taken.notebooks >= notebooks) return `is one notebook too many (${notebooks} of a student are read)`;
    if (taken.bytes + upload.entry.size > bytes)
      return `is too much: the notebooks of a student may take ${bytesText(bytes)} together`;
    taken.bytes += upload.entry.size;
    taken.notebooks += 1;
    return undefined;
  }

  /** Counts a student's own zip. @returns why it is too much, as a part of a sentence; undefined where it is not */
  zipRefusal(upload: UploadedFile): string | undefined {
    const taken = this.#of(upload);
    const { zips, zipBytes, copiedBytes } = this.#limits;
    const { size, file } = upload.entry;
    if (taken.zips >= zips) return `is one zip too many (${zips} of a student are read)`;
    if (size > zipBytes)
      return `is ${bytesText(size)} large, and a zip of more than ${bytesText(zipBytes)} is not read`;
    if (taken.zipBytes + size > zipBytes)
      return `is too much: the zips of a student may take ${bytesText(zipBytes)}`;
    const copied = file === undefined ? size : 0;
    if (this.#copied + copied > copiedBytes)
      return `is too much: the zips of a class may take ${bytesText(copiedBytes)}`;
    taken.zips += 1;
    taken.zipBytes += size;
    this.#copied += copied;
    return undefined;
  }

  #of(upload: UploadedFile): Taken {
    const student = studentKey(upload);
    const taken = this.#taken.get(student) ?? { bytes: 0, notebooks: 0, zips: 0, zipBytes: 0 };
    this.#taken.set(student, taken);
    return taken;
  }
}
