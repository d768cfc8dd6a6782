import { EditorError, openEditorAgents, type RenameRequest } from "@swarmlab/labs/editor-agents";
import { watchAgents } from "../../live/index.ts";
import { existingFromCaller } from "../run-command/caller-folder.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import type { WatchRequest } from "./watch-request.ts";

/**
 * Watches until it is interrupted, or lists the edits of a rename.
 *
 * @returns the exit code
 * @throws CommandFailure for a folder that cannot be watched, and for a name that cannot be renamed
 */
export async function runWatchAgents(request: WatchRequest, tools: CommandTools): Promise<number> {
  const { out, signal } = tools;
  try {
    if (request.rename !== null) return await listRename(request, request.rename, tools);
    const { sentences } = await watchAgents({ ...request.editor, signal, stream: out });
    // Without an interrupt only the folder's end can have ended it.
    if (!signal.aborted) throw new CommandFailure(sentences.at(-1) ?? "The agents have ended.", 1);
    return 0;
  } catch (error) {
    if (EditorError.is(error)) throw new CommandFailure(error.message, 1, { cause: error });
    throw error;
  }
}

async function listRename(
  { editor: options, isWritten }: WatchRequest,
  rename: RenameRequest,
  { out, signal }: CommandTools,
): Promise<number> {
  await using editor = await openEditorAgents(options);
  const stop = () => void editor.close();
  signal.addEventListener("abort", stop, { once: true });
  const plan = await editor.rename({ ...rename, file: existingFromCaller(rename.file) });
  const files = new Set(plan.edits.map(({ file }) => file));
  for (const { file, line, column, text } of plan.edits) out.write(`${file}:${line}:${column}: ${text}\n`);
  if (isWritten) plan.write();
  const what = isWritten ? "were written" : "to make; nothing was written, --write does it";
  out.write(`${rename.name} → ${rename.to}: ${plan.edits.length} edits in ${files.size} files ${what}.\n`);
  signal.removeEventListener("abort", stop);
  return 0;
}
