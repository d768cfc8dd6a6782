/** The agents of an editor: a watcher, a parser, a tester and a refactorer on threads that share one tree of each file. */
export type {
  EditorAgentName,
  EditorEvent,
  ExportsReport,
  Restarted,
  Saved,
  Superseded,
  Trouble,
  Verdict,
  Waiting,
  Working,
} from "./bus/messages.ts";
export { type CompareEditorsOptions, compareEditors, type EditorCost } from "./compare/compare-editors.ts";
export { measureTreeHandOver, type TreeHandOverCost } from "./compare/measure-tree-hand-over.ts";
export type { EditorAgents } from "./editor-agents.ts";
export { EditorError, type EditorErrorCode } from "./editor-error.ts";
export { openEditorAgents } from "./open-editor-agents.ts";
export type { EditorOptions } from "./options.ts";
export type { RenameEdit, RenamePlan, RenameRequest } from "./refactorer/rename.ts";
export type { UnusedExport } from "./refactorer/unused-exports.ts";
export { editorHtml } from "./view/editor-html.ts";
export { type AgentState, advanceEditor, type EditorState, startEditor } from "./view/editor-state.ts";
export { editorText } from "./view/editor-text.ts";
export { eventWords } from "./view/editor-words.ts";
