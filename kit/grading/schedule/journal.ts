import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { sha256 } from "../text.ts";

/** The position of a record in the file. */
interface Place {
  readonly at: number;
  readonly length: number;
}

/**
 * A file of records, one a line, that is only appended to: the next run continues a run that was killed. Incomplete and damaged lines are
 * ignored.
 */
export class Journal<Value> {
  readonly #descriptor: number;
  readonly #places = new Map<string, Place>();
  #end = 0;

  /** Opens a journal, and makes the file where it does not exist. */
  constructor(file: string) {
    this.#descriptor = openSync(file, "a+");
    this.#load();
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** Reads a record from the file. Records are not kept in memory. */
  get(key: string): Value | undefined {
    const place = this.#places.get(key);
    if (!place) return undefined;
    const line = Buffer.alloc(place.length);
    readFully(this.#descriptor, line, place.at);
    return parseLine(line.toString("utf8"))?.value as Value;
  }

  /** Adds a record. It replaces an earlier record with the same key. */
  add(key: string, value: Value): void {
    const body = JSON.stringify([key, value]);
    const line = Buffer.from(`${sha256(body).slice(0, 16)} ${body}\n`);
    let written = 0;
    while (written < line.length) written += writeSync(this.#descriptor, line, written);
    this.#places.set(key, { at: this.#end, length: line.length - 1 });
    this.#end += line.length;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #load(): void {
    const { size } = fstatSync(this.#descriptor);
    const chunk = Buffer.alloc(1 << 20);
    let rest = Buffer.alloc(0);
    let at = 0;
    for (let position = 0; position < size; ) {
      const read = readSync(this.#descriptor, chunk, 0, chunk.length, position);
      if (read === 0) break;
      position += read;
      let data = Buffer.concat([rest, chunk.subarray(0, read)]);
      for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10)) {
        const record = parseLine(data.toString("utf8", 0, end));
        if (record) this.#places.set(record.key, { at, length: end });
        at += end + 1;
        data = data.subarray(end + 1);
      }
      rest = Buffer.from(data);
    }
    // An incomplete last line is cut off, because the next record would become part of it.
    if (rest.length > 0) ftruncateSync(this.#descriptor, at);
    this.#end = at;
  }
}

function parseLine(line: string): { key: string; value: unknown } | undefined {
  const body = line.slice(17);
  if (sha256(body).slice(0, 16) !== line.slice(0, 16)) return undefined;
  const [key, value] = JSON.parse(body) as [string, unknown];
  return { key, value };
}

function readFully(descriptor: number, buffer: Buffer, at: number): void {
  for (let done = 0; done < buffer.length; ) {
    const read = readSync(descriptor, buffer, done, buffer.length - done, at + done);
    if (read === 0) return;
    done += read;
  }
}
