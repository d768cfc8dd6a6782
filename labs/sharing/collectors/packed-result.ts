import { AgentError, type AgentErrorData, agentErrorFromData, agentErrorToData } from "../../agents/agent.ts";
import { decode, encode } from "../channel/message.ts";
import type { Collectable } from "./collector.ts";

/** Marks plain data that stands for an `AgentError`. */
const ERROR = "swarmlab.agentError";

/**
 * A result as plain data, which is copied between threads without loss. A copied error is a bare `Error` without its code,
 * so an `AgentError` becomes plain data here, and `resultFromData` makes it an `AgentError` again.
 */
export function resultToData(result: Collectable): unknown {
  const error = (result as { error?: unknown }).error;
  return AgentError.isAgentError(error) ? { ...result, error: { [ERROR]: agentErrorToData(error) } } : result;
}

/** The result of `resultToData`'s copied data, frozen. */
export function resultFromData<R extends Collectable>(copied: unknown): R {
  const data = (copied as { error?: ErrorData | null }).error?.[ERROR];
  if (data === undefined) return Object.freeze(copied as R);
  return Object.freeze({ ...(copied as R), error: agentErrorFromData(data) });
}

/** Serializes a result, after one byte that says how. */
export function serializeResult(result: Collectable): Uint8Array {
  const { kind, bytes } = encode(resultToData(result));
  const serialized = new Uint8Array(bytes.length + 1);
  serialized[0] = kind;
  serialized.set(bytes, 1);
  return serialized;
}

/** Deserializes a result, frozen. */
export function deserializeResult<R extends Collectable>(serialized: Uint8Array): R {
  return resultFromData<R>(decode({ kind: serialized[0] as number, bytes: serialized.subarray(1) }));
}

interface ErrorData {
  readonly [ERROR]?: AgentErrorData;
}
