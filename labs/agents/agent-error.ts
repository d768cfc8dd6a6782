/** What an {@link AgentError} is made of. */
export interface AgentErrorDetails {
  readonly code: string;
  readonly agentId: number;
  readonly agentType: string;
  /** What went wrong underneath, usually the error that the agent threw. */
  readonly cause?: unknown;
}

/** The mark by which an AgentError is known. `instanceof` fails when two copies of this file are loaded. */
const MARK = Symbol.for("swarmlab.agentError");

/**
 * Why an agent failed. It is a value in {@link AgentResult.error}, not something that is thrown at the swarm.
 *
 * `code` says what kind of failure it was: the `code` of the thrown error when it has one, else
 * - `AGENT_THREW`: the agent threw an error, or its promise was rejected;
 * - `THREW_NO_ERROR`: it threw something that is no Error, such as a string or a function.
 *
 * The executors add their own codes (TIMEOUT, EXITED, …); see labs/swarm.
 */
export class AgentError extends Error {
  readonly code: string;
  readonly agentId: number;
  readonly agentType: string;

  constructor(message: string, details: AgentErrorDetails) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = details.code;
    this.agentId = details.agentId;
    this.agentType = details.agentType;
  }

  override get name(): string {
    return "AgentError";
  }

  get [MARK](): true {
    return true;
  }

  /** Whether a value is an AgentError, from whichever copy of this class. */
  static isAgentError(value: unknown): value is AgentError {
    return typeof value === "object" && value !== null && Reflect.get(value, MARK) === true;
  }

  /** The AgentError for whatever an agent threw. Never throws itself, whatever that is. */
  static from(thrown: unknown, agentId: number, agentType: string): AgentError {
    try {
      if (AgentError.isAgentError(thrown)) return thrown;
      return Error.isError(thrown)
        ? fromError(thrown, agentId, agentType)
        : fromValue(thrown, agentId, agentType);
    } catch {
      // Its message or code is a getter that throws in turn.
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
