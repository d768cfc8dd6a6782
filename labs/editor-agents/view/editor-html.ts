import { basename } from "node:path/posix";
import { escapeMarkup } from "../../common/escape-markup.ts";
import { count } from "../../common/format-numbers.ts";
import type { EditorState } from "./editor-state.ts";
import { doing } from "./editor-text.ts";
import { relativePath, verdictWords } from "./editor-words.ts";

const MOST_UNUSED = 5;

/** The agents, the last verdicts and what is unused, as HTML that a notebook shows and replaces: no script, no style sheet. */
export function editorHtml(state: EditorState): string {
  const { folder, agents, saves, superseded, verdicts, unused, sentences } = state;
  const head = `${count(saves, "save")}, ${superseded} superseded`;
  const rows = agents.map(
    (agent) =>
      `<tr><th scope="row" style="text-align:left;padding-right:1em">${agent.name}</th><td style="text-align:left">${escapeMarkup(doing(agent, folder))}</td></tr>`,
  );
  const found = unused
    .slice(0, MOST_UNUSED)
    .map(({ file, line, name }) => `${name} in ${relativePath(file, folder)}:${line}`);
  const more = unused.length > MOST_UNUSED ? [`… and ${unused.length - MOST_UNUSED} more`] : [];
  return `<div style="font-size:13px;color:var(--jp-ui-font-color1,currentColor);max-width:720px">
<div style="font-size:14px"><strong>Editor's agents · ${escapeMarkup(basename(folder))}</strong> · ${head}</div>
<table style="border-collapse:collapse;margin:6px 0">${rows.join("")}</table>
${list(
  "Verdicts, the newest first",
  [...verdicts].reverse().map((verdict) => verdictWords(verdict, folder)),
)}
${list("Exports that nothing uses", [...found, ...more])}
${list("Worth knowing", [...sentences].reverse())}</div>`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.map((line) => `<li>${escapeMarkup(line)}</li>`).join("");
  return `<div><strong>${title}</strong><ul style="margin:2px 0 6px;padding-left:1.4em">${items}</ul></div>`;
}
