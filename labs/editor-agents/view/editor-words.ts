import { relative } from "node:path/posix";
import { count, formatSeconds } from "../../common/format-numbers.ts";
import type { EditorEvent, Verdict } from "../bus/messages.ts";

/** Names that are written out, before "and 12 more". */
const MOST_NAMES = 2;

/** A verdict as a line: "✓ common/median.ts: 3 tests in 1 file passed, 0.31 s". */
export function verdictWords(verdict: Verdict, folder: string): string {
  const { state, files, testFiles, passed, failures, further, seconds } = verdict;
  const what = names(files, folder);
  const more = further > 0 ? `; ${count(further, "test file")} further away` : "";
  const took = formatSeconds(seconds);
  const [first] = failures;
  switch (state) {
    case "passed":
      return `✓ ${what}: ${count(passed, "test")} in ${count(testFiles.length, "file")} passed, ${took}${more}`;
    case "failed":
      return `✕ ${what}: ${count(failures.length, "test")} failed, ${passed} passed, ${took}: ${first?.name ?? ""} ${first?.message ?? ""}`;
    case "untested":
      return `○ ${what}: no test uses it${more}`;
    case "syntax":
      return `✕ ${what}: ${relativePath(first?.file ?? "", folder)}, ${first?.name}: ${first?.message}`;
    case "timeout":
      return `✕ ${what}: the tests did not end within the limit: ${names(testFiles, folder)}`;
  }
}

/** An event as a line for a pipe; null for what is not worth one. */
export function eventWords(event: EditorEvent, folder: string): string | null {
  switch (event.kind) {
    case "verdict":
      return verdictWords(event, folder);
    case "superseded":
      return "→ a save superseded the tests that ran";
    case "trouble":
      return `! ${event.message}`;
    case "restarted":
      return `! The ${event.agent} was started again: ${event.reason}.`;
    default:
      return null;
  }
}

/** "median.ts, mutex.ts and 3 more". */
export function names(files: readonly string[], folder: string): string {
  const first = files.slice(0, MOST_NAMES).map((file) => relativePath(file, folder));
  const more = files.length - first.length;
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
}

/** A path from the watched folder on, where it stands in that folder or near it. */
export function relativePath(file: string, folder: string): string {
  const path = relative(folder, file);
  return path.startsWith("../../..") ? file : path;
}
