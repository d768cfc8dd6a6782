import { codedError } from "../../common/coded-error.ts";

/** Why a source of lines cannot be opened. */
export type IntakeErrorCode = "SOURCE_MISSING" | "PORT_TAKEN" | "FILE_UNREADABLE";

export class IntakeError extends codedError<IntakeErrorCode>("IntakeError") {}

/** A source of lines that is being read. */
export interface OpenSource {
  /** Stops reading and ends all that was started for it. */
  close(): Promise<void>;
}
