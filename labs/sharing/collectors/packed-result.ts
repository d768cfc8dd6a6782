import { AgentError } from "../../agents/index.ts";
import { decodeStructured, encode } from "../channel/message.ts";
import type { Collectable } from "./collector.ts";

/** Marks an `AgentError` taken apart. */
const ERROR = "swarmlab.agentError";

/**
 * A result as a value that can be copied between threads without a loss. Copying turns an error into a bare `Error`
 * without its code; so an `AgentError` crosses as its parts and is put together again on the other side.
 */
export function takeApart(result: Collectable): unknown {
  const error = (result as { error?: unknown }).error;
  if (!AgentError.isAgentError(error)) return result;
  const { message, stack, code, agentId, agentType, cause } = error;
  const parts = { [ERROR]: true, message, stack, code, agentId, agentType, cause };
  return { ...result, error: canBeCopied(cause) ? parts : { ...parts, cause: String(cause) } };
}

/** The result again, frozen. */
export function putTogether<R extends Collectable>(copied: unknown): R {
  const parts = (copied as { error?: Parts | null }).error;
  if (!parts?.[ERROR]) return Object.freeze(copied as R);
  const error = new AgentError(parts.message, parts);
  if (parts.stack !== undefined) error.stack = parts.stack;
  return Object.freeze({ ...(copied as R), error });
}

/** A result as bytes. */
export function toBytes(result: Collectable): Uint8Array {
  return encode(takeApart(result)).bytes;
}

/** The bytes as a result again, frozen. */
export function fromBytes<R extends Collectable>(bytes: Uint8Array): R {
  return putTogether<R>(decodeStructured(bytes));
}

interface Parts {
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
