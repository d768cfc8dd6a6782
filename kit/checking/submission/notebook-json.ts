import { SubmissionError } from "./submission.ts";

/**
 * Reads the JSON of a notebook's file. Three things that other programs write are read too, although JSON does not allow them: NaN and Infinity,
 * JSON as a text within JSON, and byte order marks.
 *
 * @param name - what the sentence calls the file
 * @throws SubmissionError `NOT_JSON`, with one sentence on what the file holds instead
 */
export function notebookJson(bytes: Buffer, name: string): unknown {
  const text = textOf(bytes, name);
  try {
    return parse(text);
  } catch (error) {
    throw new SubmissionError("NOT_JSON", `${name} is not a notebook: ${whyNoJson(text, error as Error)}`);
  }
}

function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!/\b(?:NaN|Infinity)\b/.test(text)) throw error;
    value = JSON.parse(withoutNaN(text));
  }
  // A notebook that a program saved as a text of JSON within JSON.
  return typeof value === "string" && /^\s*\{/.test(value) ? JSON.parse(value) : value;
}

/**
 * Replaces NaN, Infinity and -Infinity, which Python writes into outputs, by null. Strings stay as they are. It reads the text once: a pattern
 * for strings begins anew at each quote, which takes minutes where a megabyte of them never ends.
 */
function withoutNaN(text: string): string {
  const parts: string[] = [];
  let from = 0;
  while (from < text.length) {
    const quote = text.indexOf('"', from);
    const end = quote === -1 ? text.length : quote;
    parts.push(text.slice(from, end).replace(/-?\b(?:NaN|Infinity)\b/g, "null"));
    from = quote === -1 ? end : endOfString(text, quote);
    parts.push(text.slice(end, from));
  }
  return parts.join("");
}

/** The index behind the string that begins at a quote; the end of the text where the string never ends. */
function endOfString(text: string, quote: number): number {
  let at = quote + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function textOf(bytes: Buffer, name: string): string {
  const starts = (...first: number[]) => first.every((byte, index) => bytes[index] === byte);
  const refuse = (what: string) => new SubmissionError("NOT_JSON", `${name} is not a notebook: ${what}`);
  const again = "Save the notebook again in JupyterLab and hand in that file.";
  if (bytes.length === 0) throw refuse(`the file is empty. ${again}`);
  if (starts(0x50, 0x4b, 0x03, 0x04))
    throw refuse("it is a zip file. Unpack it and hand in the .ipynb file.");
  if (starts(0x1f, 0x8b)) throw refuse("it is compressed with gzip. Unpack it and hand in the .ipynb file.");
  if (starts(0x25, 0x50, 0x44, 0x46)) throw refuse("it is a PDF. Hand in the .ipynb file itself.");
  // Byte order marks, which some editors write.
  if (starts(0xff, 0xfe)) return bytes.toString("utf16le", 2);
  if (starts(0xfe, 0xff))
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString("utf16le");
  if (starts(0xef, 0xbb, 0xbf)) return bytes.toString("utf8", 3);
  if (starts(0, 0, 0, 0)) throw refuse(`the file holds only zeros, as after a crash of the disk. ${again}`);
  return bytes.toString("utf8");
}

function whyNoJson(text: string, error: Error): string {
  const again = "Save the notebook again in JupyterLab and check that file.";
  if (/^<{7} /m.test(text) && /^>{7} /m.test(text))
    return "git has left the marks of a merge conflict in it (<<<<<<< and >>>>>>>). Choose one side of each and save it again.";
  if (/^\s*(?:<!doctype|<html|<\?xml)/i.test(text))
    return "it is a web page. Download the .ipynb file itself, not the page that shows it.";
  if (/after JSON/.test(error.message))
    return `there is more behind its end, as when two files were put together. ${again}`;
  if (/^\s*\{/.test(text) && /Unexpected end|Unterminated string/.test(error.message))
    return `the file breaks off in the middle, as when a download or an upload was cut short. ${again}`;
  return `it holds no valid JSON. ${again}`;
}
