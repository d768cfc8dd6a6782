import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import yauzl, { type Entry, type ZipFile } from "yauzl";

/** One file of a zip. */
export interface Unzipped {
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer;
}

/** Every file of a zip, in its order. */
export async function entriesOf(file: string): Promise<Unzipped[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const entries: Unzipped[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on("entry", (entry: Entry) => {
      zip.openReadStream(entry, async (error, stream) => {
        if (error) return reject(error);
        const mode = entry.externalFileAttributes >>> 16;
        entries.push({ name: entry.fileName, mode, content: await buffer(stream) });
        zip.readEntry();
      });
    });
    zip.once("end", resolve).once("error", reject);
    zip.readEntry();
  });
  return entries;
}

/** Unpacks a zip as Gradescope does: with the modes that it states. */
export async function unzip(file: string, folder: string): Promise<void> {
  for (const { name, mode, content } of await entriesOf(file)) {
    const target = join(folder, name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    chmodSync(target, mode & 0o777);
  }
}
