import type { Readable, Writable } from "node:stream";
import type { Bus } from "../bus/bus.ts";
import type { EditorMessage } from "../bus/messages.ts";

/** The first character of a line: trees, or any other message. The coordinator need not parse trees to pass them on. */
export const TREES = "T".charCodeAt(0);
const OTHER = "M".charCodeAt(0);

/** The bus of a process: each message is one line of JSON on a pipe to the coordinator, who passes it on. */
export class LineBus implements Bus {
  readonly #output: Writable;
  #listener: (message: EditorMessage) => void = () => {};

  constructor(input: Readable, output: Writable) {
    this.#output = output;
    readLines(input, (line) => this.#listener(messageOf(line)));
  }

  publish(message: EditorMessage): void {
    this.#output.write(lineOf(message));
  }

  subscribe(listener: (message: EditorMessage) => void): void {
    this.#listener = listener;
  }

  close(): void {
    this.#output.end();
  }
}

/** A message as a line, with its end. */
export function lineOf(message: EditorMessage): string {
  const mark = String.fromCharCode(message.kind === "trees" ? TREES : OTHER);
  return `${mark}${JSON.stringify(message)}\n`;
}

export function messageOf(line: Buffer): EditorMessage {
  // Only `lineOf` writes lines.
  return JSON.parse(line.toString("utf8", 1)) as EditorMessage;
}

/** Calls `onLine` for each line of a stream, without its end. */
export function readLines(stream: Readable, onLine: (line: Buffer) => void): void {
  let parts: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      const rest = chunk.subarray(from, end);
      onLine(parts.length === 0 ? rest : Buffer.concat([...parts, rest]));
      parts = [];
      from = end + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  });
}
