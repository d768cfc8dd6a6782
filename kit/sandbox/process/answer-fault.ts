import { codedError } from "../../common/coded-error.ts";

/** Why an answer's process has ended. */
export type FaultCode =
  | "EXITED"
  | "KILLED"
  | "OUT_OF_MEMORY"
  | "TIMEOUT"
  | "BAD_MESSAGE"
  | "TOO_MUCH_OUTPUT"
  | "NOT_STARTED"
  | "STOPPED"
  | "CLOSED";

/** The end of an answer's process, as one plain sentence that learners read. */
export class AnswerFault extends codedError<FaultCode>("AnswerFault") {
  constructor(code: FaultCode, message: string) {
    super(code, message);
    // Stack frames of the kit are of no use to learners.
    this.stack = message;
  }
}
