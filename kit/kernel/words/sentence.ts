import type { TypeScript } from "../compile/typescript.ts";

/** What a learner reads of an error, and where it is. */
export interface Sentence {
  readonly message: string;
  /** Column in the error's line, from 1, where it is another than the compiler's. */
  readonly column?: number;
  /** Position in the error's file, where it is another than the compiler's. */
  readonly position?: number;
}

/** Where the compiler found an error. Both count from 1, in the learner's own text. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The text of the line. */
  readonly sourceLine: string;
}

/** What the compiler says beside an error: a sentence, and the line that it is about. */
export interface Remark {
  readonly code: number;
  readonly text: string;
  /** Line in the learner's text, from 1; undefined in another file. */
  readonly line: number | undefined;
}

/** A message and what the compiler says to explain it. */
export type Chain = TypeScript.DiagnosticMessageChain;
