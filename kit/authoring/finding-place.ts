import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding.ts";

/**
 * A finding with its line, where that is known: of a check the line that names it, of an answer or an exercise the line on which it begins.
 *
 * @param root the course's folder
 */
export function withPlace(finding: Finding, root: string): Finding {
  const { file, line, exercise, message } = finding;
  if (file === undefined || line !== undefined || exercise === undefined || !file.endsWith(".ts"))
    return finding;
  let lines: string[];
  try {
    lines = readFileSync(join(root, file), "utf8").split("\n");
  } catch {
    // A file that is still to be written.
    return finding;
  }
  const place = file.startsWith("test/checks/")
    ? placeOfCheck(lines, exercise, /\bcheck "(.+?)"/.exec(message)?.[1])
    : placeOf(lines, `// exercise ${exercise} · `);
  return place === undefined ? finding : { ...finding, ...place };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a check's name stands in quotes below its exercise's line; without a name, where the exercise stands. */
function placeOfCheck(lines: readonly string[], exercise: string, name: string | undefined) {
  const start = placeOf(lines, `exercise("${exercise}"`);
  if (start === undefined || name === undefined) return start;
  return placeOf(lines, JSON.stringify(name), start.line - 1) ?? start;
}

function placeOf(lines: readonly string[], text: string, from = 0): Place | undefined {
  const at = lines.findIndex((line, index) => index >= from && line.includes(text));
  return at < 0 ? undefined : { line: at + 1, column: (lines[at]?.indexOf(text) ?? 0) + 1 };
}
