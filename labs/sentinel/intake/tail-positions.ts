import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FileSpan } from "./file-span.ts";

/** How far a followed file was read, to go on after a restart. Plain data. */
export interface TailPosition {
  readonly path: string;
  readonly inode: number;
  /** Bytes up to the end of the last line that was read. */
  readonly position: number;
  /** The first bytes as base64. They know a file again that was renamed or copied. */
  readonly head: string;
  /** When it was there. Seconds since 1970. */
  readonly readAt: number;
}

/** What was written while nothing followed the files. */
export interface MissedLines {
  /** Parts of files with lines that were not read yet, the oldest of each file first. */
  readonly spans: readonly FileSpan[];
  /** Where to follow each file from now on. */
  readonly from: ReadonlyMap<string, number>;
  /** What cannot be read any more, for people. */
  readonly sentences: readonly string[];
}

const HEAD_BYTES = 64;
const LINE_FEED = 10;
const CHUNK_BYTES = 1 << 16;
/** Of more than this, the newest is read. */
const MOST_BYTES = 256 << 20;
const PACKED = /\.(?:gz|zst|xz|bz2|zip|lz4)$/u;

/**
 * Finds what was written since the positions: in the files themselves, and in those that they were renamed to or copied to, which
 * are beside them and whose names begin with theirs. Files that were packed are not read. A file without a position has missed nothing.
 */
export async function findMissedLines(
  paths: readonly string[],
  positions: readonly TailPosition[],
): Promise<MissedLines> {
  const spans: FileSpan[] = [];
  const from = new Map<string, number>();
  const sentences: string[] = [];
  for (const path of paths) {
    const known = positions.find((position) => position.path === path);
    const there = await lookAt(path);
    if (known === undefined || there === undefined) continue;
    const end = await lastLineEnd(path, there.size);
    from.set(path, end);
    if (isSame(there, known)) {
      addSpan(spans, sentences, path, { path, start: known.position, end });
      continue;
    }
    const older = await olderFiles(path, known, there);
    if (older === undefined)
      sentences.push(
        `${path} was renamed or cut while it was not watched, and the rest of the old file is not found: it is read from its beginning.`,
      );
    for (const span of older ?? []) addSpan(spans, sentences, path, span);
    addSpan(spans, sentences, path, { path, start: 0, end });
  }
  return { spans, from, sentences };
}

interface SeenFile {
  readonly path: string;
  readonly inode: number;
  readonly size: number;
  readonly changedAt: number;
  readonly head: Buffer;
}

/** undefined when it is no readable file. */
async function lookAt(path: string): Promise<SeenFile | undefined> {
  let handle: FileHandle | undefined;
  try {
    if (!(await stat(path)).isFile()) return undefined;
    handle = await open(path, "r");
    const { ino, size, mtimeMs } = await handle.stat();
    return { path, inode: ino, size, changedAt: mtimeMs, head: await headOf(handle) };
  } catch {
    // Following it says why it cannot be read.
    return undefined;
  } finally {
    await handle?.close();
  }
}

/** The first bytes of a file, to know it again. */
export async function headOf(handle: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

function isSame(file: SeenFile, known: TailPosition): boolean {
  return file.inode === known.inode && hasContentOf(file, known);
}

function hasContentOf(file: SeenFile, { position, head }: TailPosition): boolean {
  const bytes = Buffer.from(head, "base64");
  return file.size >= position && file.head.subarray(0, bytes.length).equals(bytes);
}

/** The rest of the file that was followed, and what came between it and the one that is there now. */
async function olderFiles(
  path: string,
  known: TailPosition,
  now: SeenFile,
): Promise<readonly FileSpan[] | undefined> {
  const folder = dirname(path);
  const names = (await readdir(folder)).filter(
    (name) => name.startsWith(basename(path)) && name !== basename(path) && !PACKED.test(name),
  );
  const files: SeenFile[] = [];
  for (const name of names) {
    const file = await lookAt(join(folder, name));
    if (file !== undefined) files.push(file);
  }
  const same = files.find((file) => isSame(file, known)) ?? files.find((file) => isCopy(file, known));
  if (same === undefined) return undefined;
  const between = files.filter(
    ({ inode, changedAt }) => inode !== same.inode && inode !== now.inode && changedAt > same.changedAt,
  );
  between.sort((a, b) => a.changedAt - b.changedAt);
  return [
    { path: same.path, start: known.position, end: same.size },
    ...between.map((file) => ({ path: file.path, start: 0, end: file.size })),
  ];
}

/** Without a head, or with that of an empty file, every file would be a copy. */
function isCopy(file: SeenFile, known: TailPosition): boolean {
  return known.head !== "" && hasContentOf(file, known);
}

function addSpan(spans: FileSpan[], sentences: string[], path: string, { path: file, start, end }: FileSpan) {
  if (end <= start) return;
  const first = Math.max(start, end - MOST_BYTES);
  if (first > start)
    sentences.push(
      `More than ${MOST_BYTES >> 20} MB were written to ${file} while it was not watched: the newest are read.`,
    );
  spans.push({ path: file, start: first, end, as: path });
}

/** Bytes up to the end of the last whole line. */
async function lastLineEnd(path: string, size: number): Promise<number> {
  const handle = await open(path, "r");
  try {
    for (let end = size; end > 0; ) {
      const start = Math.max(0, end - CHUNK_BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      const at = buffer.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
      if (at >= 0) return start + at + 1;
      end = start;
    }
    return 0;
  } finally {
    await handle.close();
  }
}
