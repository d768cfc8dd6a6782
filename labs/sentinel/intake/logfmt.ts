import type { Draft } from "./draft-event.ts";
import { readJsonLog } from "./json-log.ts";

const PAIR = /([\w.@/-]+)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|$)/uy;

/** Reads `level=info msg="cart saved" took=12ms`. A line that is not pairs from its beginning to its end is no logfmt. */
export function readLogfmt(line: string, near: number): Draft | undefined {
  const values: Record<string, string> = {};
  PAIR.lastIndex = 0;
  let pairs = 0;
  let end = 0;
  for (let match = PAIR.exec(line); match !== null; match = PAIR.exec(line)) {
    const [, key = "", raw = ""] = match;
    values[key] = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(.)/gu, "$1") : raw;
    pairs++;
    end = PAIR.lastIndex;
  }
  if (pairs < 2 || end < line.length) return undefined;
  return readJsonLog(values, near);
}
