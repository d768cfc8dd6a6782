import { codedError } from "../common/coded-error.ts";

/** The parts of an {@link AgentError}. */
export interface AgentErrorDetails {
  readonly code: string;
  readonly agentId: number;
  readonly agentType: string;
  /** The underlying error, usually the one that the agent threw. */
  readonly cause?: unknown;
}

/**
 * Why an agent failed. It is a value in {@link AgentResult.error}; a swarm does not throw it.
 *
 * `code` is the kind of failure: the `code` of the thrown error when it has one, else
 * - `AGENT_THREW`: the agent threw an error, or its promise was rejected;
 * - `THREW_NO_ERROR`: the agent threw a value that is not an Error, such as a string or a function.
 *
 * The executors add their own codes (TIMEOUT, EXITED, …); see labs/swarm.
 */
export class AgentError extends codedError<string>("AgentError") {
  readonly agentId: number;
  readonly agentType: string;

  constructor(message: string, details: AgentErrorDetails) {
    super(details.code, message, "cause" in details ? { cause: details.cause } : undefined);
    this.agentId = details.agentId;
    this.agentType = details.agentType;
  }

  /** Whether a value is an AgentError, also one of another copy of this class. */
  static isAgentError(value: unknown): value is AgentError {
    return AgentError.is(value);
  }

  /** The AgentError for a value that an agent threw. Never throws. */
  static from(thrown: unknown, agentId: number, agentType: string): AgentError {
    try {
      if (AgentError.isAgentError(thrown)) return thrown;
      return Error.isError(thrown)
        ? fromError(thrown, agentId, agentType)
        : fromValue(thrown, agentId, agentType);
    } catch {
      // The thrown error's message or code is a getter that throws.
      return new AgentError("threw an error that cannot be read", {
        code: "AGENT_THREW",
        agentId,
        agentType,
      });
    }
  }
}

function fromError(thrown: Error, agentId: number, agentType: string): AgentError {
  const code: unknown = Reflect.get(thrown, "code");
  return new AgentError(thrown.message, {
    code: typeof code === "string" ? code : "AGENT_THREW",
    agentId,
    agentType,
    cause: thrown,
  });
}

function fromValue(thrown: unknown, agentId: number, agentType: string): AgentError {
  const kind = thrown === null ? "null" : typeof thrown;
  const text = kind === "function" || kind === "object" ? "" : `: ${String(thrown)}`;
  return new AgentError(`threw a value that is no Error (${kind}${text}); throw new Error("…") instead`, {
    code: "THREW_NO_ERROR",
    agentId,
    agentType,
    cause: thrown,
  });
}
