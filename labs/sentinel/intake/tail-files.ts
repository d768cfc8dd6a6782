import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { errorMessage } from "../../common/error-message.ts";
import type { Intake } from "./create-intake.ts";
import type { OpenSource } from "./intake-error.ts";
import type { SourceReader } from "./source-reader.ts";
import { headOf, type TailPosition } from "./tail-positions.ts";

export interface TailOptions {
  /** Reads what the files hold already. A file that appears later is always read whole. @default false */
  readonly fromStart?: boolean;
  /** Bytes of a file that were read before, by its path: reading goes on there. @default the end of the file */
  readonly from?: ReadonlyMap<string, number>;
  /** Milliseconds between looks. @default 200 */
  readonly interval?: number;
}

/** Files that are followed. */
export interface TailedFiles extends OpenSource {
  /** How far each file was read. What was read before may still be in the intake. */
  positions(): readonly TailPosition[];
  /** Resolves when the files that are there are open, before anything is read. */
  readonly opened: Promise<void>;
}

const CHUNK_BYTES = 1 << 16;
const LINE_FEED = 10;
/** Looks without news after which the last line of a file is taken as whole. */
const QUIET_LOOKS = 3;

/** A file that is followed, through renames and truncation. */
interface TailedFile {
  readonly path: string;
  readonly service: string;
  handle: FileHandle | undefined;
  inode: number;
  position: number;
  /** Bytes up to the end of the last whole line. */
  lineEnd: number;
  /** The first bytes: when they change, the file was written anew. */
  head: Buffer;
  reader: SourceReader;
  quietLooks: number;
  isStarted: boolean;
}

/**
 * Follows files as `tail -F` does. A file that is renamed is read to its end before its successor; one that is cut or written anew is
 * read from its beginning; one that is missing is waited for. The service of lines that name none is the file's name.
 */
export function tailFiles(paths: readonly string[], intake: Intake, options: TailOptions = {}): TailedFiles {
  const stop = new AbortController();
  const { interval = 200 } = options;
  const files = paths.map((path): TailedFile => {
    const service = serviceOfPath(path);
    return {
      ...{ path, service, handle: undefined, inode: 0, position: 0, lineEnd: 0, head: Buffer.alloc(0) },
      ...{ reader: intake.open(path, service), quietLooks: 0, isStarted: false },
    };
  });
  const opened = Promise.withResolvers<void>();
  const following = (async () => {
    while (!stop.signal.aborted) {
      for (const file of files) {
        if (stop.signal.aborted) break;
        await look(file, intake, options, stop.signal).catch((error: unknown) =>
          intake.problems.add(
            "source-failed",
            file.path,
            `${file.path} cannot be read: ${errorMessage(error)}.`,
          ),
        );
        file.isStarted = true;
      }
      opened.resolve();
      await wait(interval, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    for (const file of files) {
      file.reader.end();
      await file.handle?.close();
    }
  })();
  return {
    opened: opened.promise,
    positions: () =>
      files
        .filter(({ handle }) => handle !== undefined)
        .map(({ path, inode, lineEnd, head }) => ({
          ...{ path, inode, position: lineEnd, head: head.toString("base64") },
          readAt: Date.now() / 1000,
        })),
    async close() {
      stop.abort();
      await following;
    },
  };
}

/** "/var/log/nginx/access.log.1" is "access". */
export function serviceOfPath(path: string): string {
  return basename(path).replace(/(?:\.(?:log|jsonl?|ndjson|txt|out|gz|\d+))+$/u, "") || basename(path);
}

async function look(
  file: TailedFile,
  intake: Intake,
  { fromStart = false, from }: TailOptions,
  signal: AbortSignal,
): Promise<void> {
  const there = await stat(file.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (file.handle !== undefined && there?.ino !== file.inode) {
    // Renamed or removed: what is left in it comes first.
    await readOn(file, intake, signal);
    file.reader.end();
    await file.handle.close();
    file.handle = undefined;
  }
  if (there === undefined) return;
  if (file.handle === undefined) {
    file.handle = await open(file.path, "r");
    file.inode = there.ino;
    file.position = file.isStarted || fromStart ? 0 : (from?.get(file.path) ?? there.size);
    file.lineEnd = file.position;
    file.head = await headOf(file.handle);
    file.reader = intake.open(file.path, file.service);
    // The first look only opens: reading may have to wait for the intake.
    if (!file.isStarted) return;
  } else if (await isWrittenAnew(file, there.size)) {
    intake.problems.add("file-truncated", file.path, `${file.path} was cut; it is read from its beginning.`);
    file.reader.end();
    file.position = 0;
    file.lineEnd = 0;
    file.head = await headOf(file.handle);
    file.reader = intake.open(file.path, file.service);
  }
  const isNews = await readOn(file, intake, signal);
  // A file that was short or empty has more of a head now.
  if (isNews && file.head.length < file.position && file.handle !== undefined)
    file.head = await headOf(file.handle);
  file.quietLooks = isNews ? 0 : file.quietLooks + 1;
  if (file.quietLooks === QUIET_LOOKS) file.reader.flush();
}

async function isWrittenAnew(file: TailedFile, size: number): Promise<boolean> {
  if (size < file.position) return true;
  if (size === file.position) return false;
  const head = await headOf(file.handle as FileHandle);
  const known = file.head;
  file.head = head.length > known.length ? head : known;
  return !head.subarray(0, known.length).equals(known);
}

async function readOn(file: TailedFile, intake: Intake, signal: AbortSignal): Promise<boolean> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let isNews = false;
  while (file.handle !== undefined && !signal.aborted) {
    await Promise.race([intake.room(), aborted(signal)]);
    const { bytesRead } = await file.handle.read(buffer, 0, CHUNK_BYTES, file.position);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    const lineFeed = chunk.lastIndexOf(LINE_FEED);
    if (lineFeed >= 0) file.lineEnd = file.position + lineFeed + 1;
    file.position += bytesRead;
    file.reader.write(chunk);
    isNews = true;
  }
  return isNews;
}

function aborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
