import { type FileHandle, open, readFile } from "node:fs/promises";
import { errorMessage } from "../../common/error-message.ts";
import type { Destination, PostOutcome, PostTry } from "./destination.ts";
import { incidentMessage } from "./incident-message.ts";

const NEWLINE = 0x0a;

/**
 * A file of JSON lines, one for each incident. A post that may have arrived is looked for in the file before it is written
 * again, so that it stands there once. Half a line that a killed Sentinel has left stays a line of its own.
 */
export function jsonLinesFile(path: string): Destination {
  return {
    kind: "file",
    name: path,
    interval: 0,
    mayRepeat: true,
    body: (incident, summary, about) => JSON.stringify(incidentMessage(incident, summary, about)),
    post: (attempt) => append(path, attempt),
  };
}

async function append(path: string, { body, key, isRepeat }: PostTry): Promise<PostOutcome> {
  try {
    await using file = await open(path, "a+");
    if (isRepeat && (await file.stat()).isFile() && (await holdsKey(path, key)))
      return { state: "sent", sentence: "" };
    const start = (await endsInMiddleOfLine(file)) ? "\n" : "";
    await file.appendFile(`${start}${body}\n`);
    if ((await file.stat()).isFile()) await file.datasync();
    return { state: "sent", sentence: "" };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOSPC" || code === "EDQUOT" ? "the disk is full" : reasonWithout(path, error);
    return { state: "not-sent", sentence: `Nothing could be written to ${path}: ${why}.` };
  }
}

/** Node's messages end with the path, which the sentence names already. */
function reasonWithout(path: string, error: unknown): string {
  return errorMessage(error).replace(`, open '${path}'`, "");
}

async function holdsKey(path: string, key: string): Promise<boolean> {
  const mark = `"key":${JSON.stringify(key)}`;
  const lines = (await readFile(path, "utf8")).split("\n");
  return lines.some((line) => line.includes(mark) && line.endsWith("}"));
}

async function endsInMiddleOfLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== NEWLINE;
}
