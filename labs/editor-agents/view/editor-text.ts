import { basename } from "node:path/posix";
import { count } from "../../common/format-numbers.ts";
import type { AgentState, EditorState } from "./editor-state.ts";
import { names, relativePath, verdictWords } from "./editor-words.ts";

/** The room that a view has. */
export interface TextSize {
  readonly columns: number;
  readonly lines: number;
}

const LEAST_VERDICTS = 2;

/** The agents, the last verdicts and what is unused, as lines for a terminal. */
export function editorText(state: EditorState, size: Partial<TextSize>): string[] {
  const { columns = 100, lines = 16 } = size;
  const head = `Editor's agents · ${basename(state.folder)} · ${count(state.saves, "save")}, ${state.superseded} superseded`;
  const agents = state.agents.map((agent) => `  ${agent.name.padEnd(11)}${doing(agent, state.folder)}`);
  const unused = state.unused.slice(0, 1).map(({ file, line, name }) => {
    const more = state.unused.length > 1 ? ` and ${state.unused.length - 1} more` : "";
    return `  unused: ${name} in ${relativePath(file, state.folder)}:${line}${more}`;
  });
  const sentences = state.sentences.slice(-1).map((sentence) => `  ! ${sentence}`);
  const room = lines - 1 - agents.length - unused.length - sentences.length;
  const verdicts = state.verdicts
    .slice(-Math.max(LEAST_VERDICTS, room))
    .map((verdict) => `  ${verdictWords(verdict, state.folder)}`);
  return [head, ...agents, ...unused, ...sentences, ...verdicts].map((line) => shorten(line, columns));
}

/** What an agent does: "waits · 90 test files", "works on median.ts". */
export function doing({ worksOn, has }: AgentState, folder: string): string {
  if (worksOn === null) return `waits · ${has}`;
  const files = worksOn.split(", ").map((one) => (one.startsWith("/") ? relativePath(one, folder) : one));
  return `works on ${names(files, "")}`;
}

function shorten(line: string, columns: number): string {
  const characters = [...line.replaceAll(/\s*\n\s*/g, " ")];
  return characters.length <= columns ? characters.join("") : `${characters.slice(0, columns - 1).join("")}…`;
}
