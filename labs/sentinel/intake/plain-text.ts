import type { Draft } from "./draft-event.ts";
import { severityNamed } from "./severity-names.ts";
import { timeAtStart } from "./timestamps.ts";

const LEVEL = /^\s*[-[(<|]*\s*([A-Za-z]{1,13})\s*[\])>|:]*\s+/u;
const KLOG = /^([IWEF])(\d{2})(\d{2}) (\d{2}:\d{2}:\d{2}\.\d+)\s+\d+ /u;

/** Any other line: the time it begins with and the level behind it, as far as they are there. */
export function readPlainText(line: string, near: number): Draft {
  const klog = KLOG.exec(line);
  if (klog !== null) {
    const year = new Date(near * 1000).getFullYear();
    const time = timeAtStart(`${year}-${klog[2]}-${klog[3]} ${klog[4]}`, near)?.time;
    return { text: line.slice(klog[0].length), time, severity: severityNamed(klog[1] as string) };
  }
  const stamp = timeAtStart(line, near);
  const rest = line.slice(stamp?.end ?? 0).replace(/^\s*[-|:]?\s*/u, "");
  const level = LEVEL.exec(rest);
  const severity =
    level === null || !isLevelWord(level[1] as string, level[0])
      ? undefined
      : severityNamed(level[1] as string);
  const text = severity === undefined ? rest : rest.slice((level as RegExpExecArray)[0].length);
  return { text: text === "" ? line : text, time: stamp?.time, severity };
}

/** "INFO cart saved" and "[error] …" begin with a level; "Error cart" and "Log rotated" are sentences. */
function isLevelWord(word: string, head: string): boolean {
  return word.length > 2 && (word === word.toUpperCase() || /[\])>|:]/u.test(head));
}
