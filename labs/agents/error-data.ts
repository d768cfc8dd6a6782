import type { Copy } from "../common/copy/copy.ts";
import { readCopy } from "../common/copy/read-copy.ts";
import { writeThrownCopy } from "../common/copy/write-copy.ts";
import { AgentError } from "./agent-error.ts";

/** An AgentError as plain data, in which form it crosses to another thread or process. */
export interface AgentErrorData {
  readonly code: string;
  readonly message: string;
  readonly agentId: number;
  readonly agentType: string;
  readonly stack: string | undefined;
  readonly cause: ThrownData | undefined;
}

/** A thrown value as plain data. One message must carry all of it, because its parts refer to each other. */
export type ThrownData = Copy;

/** Serializes an AgentError to plain data. Never throws: of its cause, what cannot be copied becomes a text that says what it was. */
export function agentErrorToData(error: AgentError): AgentErrorData {
  const { code, message, agentId, agentType, stack } = error;
  const cause = "cause" in error ? writeThrownCopy(error.cause) : undefined;
  return { code, message, agentId, agentType, stack, cause };
}

/** Rebuilds an AgentError from plain data. */
export function agentErrorFromData(data: AgentErrorData): AgentError {
  const { code, agentId, agentType } = data;
  const cause = data.cause && { cause: readCopy(data.cause) };
  const error = new AgentError(data.message, { code, agentId, agentType, ...cause });
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}
