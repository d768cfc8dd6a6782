export { buildNotebooks, contentVersion, type Points } from "./build-notebooks.ts";
export {
  type CodeCell,
  type MarkdownCell,
  type Notebook,
  type NotebookCell,
  type NotebookMetadata,
  notebookText,
  type SwarmlabNotebookMetadata,
} from "./notebook.ts";
