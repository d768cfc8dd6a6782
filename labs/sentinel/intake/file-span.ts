/** Whole lines in a part of a file. */
export interface FileSpan {
  readonly path: string;
  /** Bytes. */
  readonly start: number;
  /** Bytes; the first that is not read. */
  readonly end: number;
  /** The path that the lines belong to, where the file was renamed since. @default path */
  readonly as?: string;
}
