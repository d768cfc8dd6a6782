import { codedError } from "../../common/coded-error.ts";

export type AttemptFailureCode =
  | "MODEL_UNREACHABLE"
  | "MODEL_REFUSED"
  | "MODEL_BAD_ANSWER"
  | "MODEL_CANNOT_START";

/** What a failed attempt says beside its code. */
export interface AttemptFailureDetails {
  /** Whether another attempt may succeed: after 429, 5xx and broken connections. @default false */
  readonly isRetryable?: boolean;
  /** Whether the server itself is at fault, and not the question. @default false */
  readonly isServerFault?: boolean;
  /** How long the server has asked to wait, in seconds. @default it has not */
  readonly retryAfter?: number | undefined;
}

/** One attempt has failed. The gateway decides whether there is another one. */
export class AttemptFailure extends codedError<AttemptFailureCode>("AttemptFailure") {
  readonly isRetryable: boolean;
  readonly isServerFault: boolean;
  readonly retryAfter: number | undefined;

  constructor(code: AttemptFailureCode, message: string, details: AttemptFailureDetails = {}) {
    super(code, message);
    this.isRetryable = details.isRetryable ?? false;
    this.isServerFault = details.isServerFault ?? false;
    this.retryAfter = details.retryAfter;
  }
}
