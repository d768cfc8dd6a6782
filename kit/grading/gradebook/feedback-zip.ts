import { once } from "node:events";
import { createWriteStream, renameSync } from "node:fs";
import { ZipFile } from "yazl";

/** The earliest time that a zip can state. With it the same content gives the same bytes. */
const FIRST_ZIP_TIME = new Date(1980, 0, 1);

/** A zip that is written file by file, so that a class need not be in memory. `finish()` gives it its name. */
export class FeedbackZip {
  readonly #zip = new ZipFile();
  readonly #draft: string;
  readonly #file: string;
  readonly #done: Promise<unknown>;
  readonly #names = new Set<string>();

  constructor(file: string, draft: string) {
    this.#file = file;
    this.#draft = draft;
    const stream = createWriteStream(draft);
    this.#done = once(stream, "close");
    this.#done.catch(() => {});
    this.#zip.outputStream.pipe(stream);
  }

  /** Adds a file. A name that is there already, or that leads out of the zip, is not added. */
  add(name: string, content: string): void {
    const safe = name.split("/").every((part) => part !== ".." && part !== "" && part !== ".");
    if (!safe || name.includes("\\") || name.includes("\0") || this.#names.has(name)) return;
    this.#names.add(name);
    this.#zip.addBuffer(Buffer.from(content), name, {
      mtime: FIRST_ZIP_TIME,
      mode: 0o100644,
      forceDosTimestamp: true,
    });
  }

  async finish(): Promise<void> {
    this.#zip.end();
    await this.#done;
    renameSync(this.#draft, this.#file);
  }
}
