import { ZipFile } from "yazl";

/** One file of a zip that a test makes. Its name may be one that no honest program writes. */
export interface Packed {
  readonly name: string;
  readonly content: string | Buffer;
  /** Unix mode, such as that of a symbolic link. */
  readonly mode?: number;
}

/** A zip as bytes. Names that yazl itself would refuse are written over afterwards, byte by byte, in both places where a zip has them. */
export async function zipOf(files: readonly Packed[]): Promise<Buffer> {
  const zip = new ZipFile();
  const disguises: [plain: string, wanted: string][] = [];
  for (const [index, { name, content, mode }] of files.entries()) {
    const isOdd = /(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|\\|^[a-z]:/i.test(name);
    // Of the same length in bytes, so that nothing else in the zip has to move.
    const length = Buffer.byteLength(name);
    const plain = isOdd
      ? `${String(index).padStart(4, "0")}${"x".repeat(Math.max(0, length - 4))}`.slice(0, length)
      : name;
    if (isOdd) disguises.push([plain, name]);
    zip.addBuffer(Buffer.from(content), plain, {
      mtime: new Date(2026, 0, 1),
      ...(mode === undefined ? {} : { mode }),
    });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  let bytes = Buffer.concat(chunks);
  for (const [plain, wanted] of disguises) {
    const text = bytes.toString("latin1").replaceAll(plain, Buffer.from(wanted).toString("latin1"));
    bytes = Buffer.from(text, "latin1");
  }
  return bytes;
}
