import type { EditorOptions, RenameRequest } from "@swarmlab/labs/editor-agents";
import { UsageError } from "../../common/command-line.mjs";

/** What the command was asked for. */
export interface WatchRequest {
  readonly editor: EditorOptions;
  /** Null to watch. */
  readonly rename: RenameRequest | null;
  /** Whether the edits of the rename are written. */
  readonly isWritten: boolean;
}

/** The options as they were typed. */
interface TypedOptions {
  readonly reach: string;
  readonly limit: string;
  readonly workers?: string | undefined;
  readonly rename?: string | undefined;
  readonly write: boolean;
}

/** @throws UsageError */
export function readWatchRequest(folder: string, typed: TypedOptions): WatchRequest {
  const { reach } = typed;
  if (reach !== "nearest" && reach !== "all")
    throw new UsageError(`--reach takes nearest or all, but got "${reach}".`);
  const limit = Number(typed.limit);
  if (!(Number.isFinite(limit) && limit > 0))
    throw new UsageError(`--limit takes a number of seconds above 0, but got "${typed.limit}".`);
  const workers = typed.workers === undefined ? undefined : Number(typed.workers);
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1))
    throw new UsageError(`--workers takes a whole number from 1 on, but got "${typed.workers}".`);
  return {
    editor: { folder, reach, limit, ...(workers !== undefined && { maxWorkers: workers }) },
    rename: typed.rename === undefined ? null : readRename(typed.rename),
    isWritten: typed.write,
  };
}

function readRename(text: string): RenameRequest {
  const [, file, name, to] = /^(.+):([^:=]+)=([^=]+)$/.exec(text) ?? [];
  if (file === undefined || name === undefined || to === undefined)
    throw new UsageError(
      `--rename takes FILE:NAME=NEW, such as labs/common/median.ts:median=middle, but got "${text}".`,
    );
  return { file, name, to };
}
