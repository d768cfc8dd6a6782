import { codedError } from "../../common/coded-error.ts";

/** Why an answer's process can no longer be asked. */
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

/** The end of an answer's process, as one plain sentence about the answer. */
export class AnswerFault extends codedError<FaultCode>("AnswerFault") {
  constructor(code: FaultCode, message: string) {
    super(code, message);
    // Learners read the sentence; where in the kit it was made is of no use to them.
    this.stack = message;
  }
}
