import { codedError } from "../../common/coded-error.ts";

/** A check file that cannot be loaded. */
export class CheckFileError extends codedError<"CHECK_FILE">("CheckFileError") {
  constructor(message: string) {
    super("CHECK_FILE", message);
  }
}
