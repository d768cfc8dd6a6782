import {
  type EditorAgents,
  type EditorEvent,
  type EditorOptions,
  type EditorState,
  editorHtml,
  editorText,
  eventWords,
  openEditorAgents,
} from "@swarmlab/labs/editor-agents";
import { listenForInterruption } from "./interruption.ts";
import { Pacer } from "./pacer.ts";
import { openScreen, type Screen } from "./screen.ts";
import type { TerminalStream } from "./terminal.ts";

export interface WatchAgentsOptions extends EditorOptions {
  /** Ends the agents after this many verdicts. @default they work until they are stopped */
  readonly verdicts?: number;
  /** Ends the agents when it aborts. @default an interrupt of the cell, or Ctrl-C */
  readonly signal?: AbortSignal;
  /** The stream for the view outside a notebook. @default process.stdout */
  readonly stream?: TerminalStream;
}

/**
 * Starts the agents of an editor, as `openEditorAgents` does, and shows what they do: who works on what, the last
 * verdicts, exports that nothing uses.
 *
 * In a notebook it is one output, updated in place. In a terminal it is a few lines, redrawn. In a pipe it is a line for
 * each verdict. Interrupting the cell, Ctrl-C, the signal, or the deletion of the folder ends all agents.
 *
 * @example
 * await watchAgents({ folder: "../labs" });
 * @returns what was seen, when all agents have ended
 * @throws EditorError as `openEditorAgents` does, before anything is shown
 */
export async function watchAgents(options: WatchAgentsOptions): Promise<EditorState> {
  const { verdicts = Number.POSITIVE_INFINITY, signal, stream = process.stdout, ...editorOptions } = options;
  const editor = await openEditorAgents(editorOptions);
  const stop = () => void editor.close();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  const stopListening = listenForInterruption({
    hearsControlC: signal === undefined,
    endsProcess: true,
    onInterrupt: stop,
  });
  try {
    await show(editor, openScreen(stream), verdicts);
  } finally {
    await editor.close();
    signal?.removeEventListener("abort", stop);
    stopListening();
  }
  return editor.state;
}

/** Shows what happens until the agents have ended, or have given so many verdicts. */
async function show(editor: EditorAgents, screen: Screen, verdicts: number): Promise<void> {
  const unprinted = [`Watching ${editor.folder}.`];
  const draw = () =>
    screen.show({
      html: () => editorHtml(editor.state),
      lines: (size) => editorText(editor.state, size),
      plain: () => unprinted.splice(0).join("\n") || null,
    });
  const pacer = new Pacer(draw);
  let left = verdicts;
  let isReady = false;
  editor.ready.then(
    () => {
      isReady = true;
      unprinted.push(`${time()} ready: ${editor.state.agents.map(({ has }) => has).join(", ")}`);
      pacer.request();
    },
    () => {},
  );
  try {
    draw();
    pacer.start();
    for await (const event of editor) {
      const line = wordsOf(event, editor.folder);
      if (line !== null) unprinted.push(line);
      if (event.kind === "verdict") left--;
      if (left <= 0 && isReady) break;
      pacer.request();
    }
  } finally {
    pacer.stop();
    draw();
    screen.close();
  }
}

function wordsOf(event: EditorEvent, folder: string): string | null {
  const words = eventWords(event, folder);
  return words === null ? null : `${time()} ${words}`;
}

const time = () => new Date().toTimeString().slice(0, 8);
