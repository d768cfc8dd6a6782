import { codedError } from "../common/coded-error.ts";

export type GraphErrorCode =
  | "INVALID_ARGUMENT"
  | "UNKNOWN_KEY"
  | "NODE_FAILED"
  | "CANNOT_SAVE"
  | "CANNOT_READ"
  | "NOTHING_RECORDED";

/**
 * Why a graph cannot be built, run, saved or drawn.
 *
 * - `INVALID_ARGUMENT`: an option of a node, a tool or a saver has an invalid value.
 * - `UNKNOWN_KEY`: a node reads or writes a key that the graph's state does not have.
 * - `NODE_FAILED`: agents of a node failed; the first one's AgentError is the cause.
 * - `CANNOT_SAVE`: the state holds a value that no checkpoint can hold; the message names it.
 * - `CANNOT_READ`: the file is no file of checkpoints, or one of a newer version.
 * - `NOTHING_RECORDED`: a picture was asked for before the graph has run.
 */
export class GraphError extends codedError<GraphErrorCode>("GraphError") {}
