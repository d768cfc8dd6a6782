import { codedError } from "../../../common/coded-error.ts";

/** A value that cannot cross, or bytes that are not a message. */
export class CodecError extends codedError<"TOO_DEEP" | "TOO_LARGE" | "BAD_MESSAGE">("CodecError") {}
