import { randomUUID } from "node:crypto";
import { EditorAgents } from "./editor-agents.ts";
import { type EditorOptions, readEditorOptions } from "./options.ts";
import { loadTreeReader } from "./trees/typescript-unstable.ts";

/**
 * Starts the agents of an editor on four threads: a watcher, a parser, a tester and a refactorer. They work until
 * `close()`, and share one syntax tree of each file.
 *
 * @example
 * await using editor = await openEditorAgents({ folder: "labs" });
 * for await (const event of editor) if (event.kind === "verdict") console.log(event.state, event.files);
 * @throws EditorError `NO_FOLDER`, `NO_PROJECT`, `INVALID_ARGUMENT`, `MISSING_PACKAGE`, `WRONG_VERSION`, before anything starts
 */
export async function openEditorAgents(options: EditorOptions): Promise<EditorAgents> {
  const settings = readEditorOptions(options);
  // What is missing is said here, and not by an agent that ends.
  await loadTreeReader();
  return new EditorAgents(settings, `swarmlab.editor-agents.${randomUUID()}`);
}
