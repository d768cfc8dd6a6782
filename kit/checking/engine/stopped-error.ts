import { codedError } from "../../common/coded-error.ts";

/** A check was stopped because its caller asked for that. */
export class StoppedError extends codedError<"STOPPED">("StoppedError") {
  constructor() {
    super("STOPPED", "The check was interrupted.");
  }
}
