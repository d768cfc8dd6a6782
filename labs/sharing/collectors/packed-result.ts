import { AgentError } from "../../agents/index.ts";
import { decodeStructured, encode } from "../channel/message.ts";
import type { Collectable } from "./collector.ts";

/** Marks plain data that stands for an `AgentError`. */
const ERROR = "swarmlab.agentError";

/**
 * A result as plain data, which is copied between threads without loss. A copied error is a bare `Error` without its code,
 * so an `AgentError` becomes plain data here, and `resultFromData` makes it an `AgentError` again.
 */
export function resultToData(result: Collectable): unknown {
  const error = (result as { error?: unknown }).error;
  if (!AgentError.isAgentError(error)) return result;
  const { message, stack, code, agentId, agentType, cause } = error;
  const parts = { [ERROR]: true, message, stack, code, agentId, agentType, cause };
  return { ...result, error: canBeCopied(cause) ? parts : { ...parts, cause: String(cause) } };
}

/** The result of `resultToData`'s copied data, frozen. */
export function resultFromData<R extends Collectable>(copied: unknown): R {
  const parts = (copied as { error?: ErrorData | null }).error;
  if (!parts?.[ERROR]) return Object.freeze(copied as R);
  const error = new AgentError(parts.message, parts);
  if (parts.stack !== undefined) error.stack = parts.stack;
  return Object.freeze({ ...(copied as R), error });
}

/** Serializes a result. */
export function serializeResult(result: Collectable): Uint8Array {
  return encode(resultToData(result)).bytes;
}

/** Deserializes a result, frozen. */
export function deserializeResult<R extends Collectable>(bytes: Uint8Array): R {
  return resultFromData<R>(decodeStructured(bytes));
}

interface ErrorData {
  readonly [ERROR]: true;
  readonly message: string;
  readonly stack?: string;
  readonly code: string;
  readonly agentId: number;
  readonly agentType: string;
  readonly cause: unknown;
}

function canBeCopied(value: unknown): boolean {
  if (value === undefined) return true;
  try {
    encode(value);
    return true;
  } catch {
    return false;
  }
}
