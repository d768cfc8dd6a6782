import { letterOf } from "../schedule/trace.ts";
import type { VerdictData } from "../verdict.ts";
import { type Row, rowsOf } from "./rows.ts";

/** The options of a picture. */
export interface PictureOptions {
  /** Whether the lines of code are shown. Without them the picture shows only the effects on memory. @default true */
  readonly source?: boolean;
  /** Whether the text begins with the verdict's summary. @default true */
  readonly summary?: boolean;
}

const WIDTH = 108;
/** More lanes than this are narrow. */
const MOST_WIDE_LANES = 4;

/** The verdict as text: a column for each thread, time goes down. */
export function textPicture(
  verdict: VerdictData,
  { source = true, summary = true }: PictureOptions = {},
): string {
  const { failure, threads } = verdict;
  const lines = summary ? [verdict.summary, ""] : [];
  if (failure && failure.steps.length > 0) {
    // Many lanes are narrow, and the steps stand beside them.
    const isNarrow = threads.length > MOST_WIDE_LANES;
    const column = isNarrow ? 2 : Math.max(24, Math.floor((WIDTH - 8) / threads.length));
    const cells = (texts: readonly string[]) =>
      texts
        .map((text) => cut(text, column - 2).padEnd(column))
        .join("")
        .trimEnd();
    if (isNarrow)
      lines.push(
        threads.map(laneTitle).join("   "),
        "",
        `        ${threads.map((_, i) => letterOf(i)).join(" ")}`,
      );
    else lines.push(`        ${cells(threads.map(laneTitle))}`);
    const before = failure.before.map(([cell, value]) => `${cell} = ${value}`).join(", ");
    if (before) lines.push(`  start ${before}`);
    for (const row of rowsOf(failure)) {
      if (row.leftOut > 0) lines.push(`        … ${row.leftOut} steps more …`);
      const put = (text: string) =>
        isNarrow
          ? `${threads.map((_, thread) => (thread === row.thread ? "●" : bar(row, thread) || "·")).join(" ")}  ${text}`
          : cells(threads.map((_, thread) => (thread === row.thread ? text : bar(row, thread))));
      const code = source && row.source !== "" ? [row.source] : [];
      const [first = "", ...rest] = [
        ...code,
        ...row.actions.map((action) => (code.length > 0 ? `→ ${action}` : action)),
      ];
      lines.push(
        `${row.isFatal ? "✗" : row.isPreemption ? "⇄" : " "} ${String(row.to).padStart(4)}  ${put(first)}`,
      );
      for (const text of rest) lines.push(`        ${put(text)}`);
    }
    lines.push(
      ...historyText(failure.history),
      "",
      `⇄ another thread was let go on here   ✗ here it fails   ┃ holds a lock`,
      `replay: "${failure.trace}"`,
    );
  }
  if (verdict.notes.length > 0) lines.push("", ...verdict.notes);
  return lines.join("\n").trimEnd();
}

function historyText(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", "The operations in time:", ...lines.map((line) => `        ${line}`)];
}

/** The title of a thread's column: its letter, and its name where that says more: "A", "A · Ada". */
export function laneTitle(name: string, thread: number): string {
  const letter = letterOf(thread);
  const bare = name.trim().replace(/^thread\s+/i, "");
  const saysNoMore = bare.toUpperCase() === letter || /^thread \d+$/.test(name);
  return saysNoMore ? letter : `${letter} · ${name}`;
}

/** The mark in another thread's column: a bar while the thread holds a lock. */
function bar(row: Row, thread: number): string {
  return row.owners.some(([, owner]) => owner === thread) ? "┃" : "";
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
