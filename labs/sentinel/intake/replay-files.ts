import { createReadStream } from "node:fs";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { errorMessage } from "../../common/error-message.ts";
import type { LogEvent } from "../log-event.ts";
import type { FileSpan } from "./file-span.ts";
import { IntakeError } from "./intake-error.ts";
import { Problems } from "./problems.ts";
import { LineReader } from "./read-line.ts";
import { createSourceReader } from "./source-reader.ts";
import { serviceOfPath } from "./tail-files.ts";

/** A line that is further ahead of the one before is believed when the next one is as late. */
const LONGEST_LEAP_SECONDS = 3600;

/**
 * Reads finished log files, or parts of them, as if they were being written: all files together, in the order of the lines' own times. A line counts as seen
 * when it says it was written, or later where a line before it was later; one without a time when the line before it was. So past hours
 * can be watched in seconds, by a lead whose clock is `seenAt`. Files that end in `.gz` are unpacked.
 *
 * @throws IntakeError `FILE_UNREADABLE`
 */
export async function* replayFiles(
  files: readonly (string | FileSpan)[],
  problems: Problems = new Problems(),
): AsyncGenerator<LogEvent, void, undefined> {
  const streams = files.map((file) => eventsOf(file, problems));
  const heads: { event: LogEvent; stream: AsyncGenerator<LogEvent> }[] = [];
  for (const stream of streams) await take(stream, heads);
  while (heads.length > 0) {
    let first = 0;
    for (let i = 1; i < heads.length; i++)
      if ((heads[i] as (typeof heads)[0]).event.seenAt < (heads[first] as (typeof heads)[0]).event.seenAt)
        first = i;
    const head = heads[first] as (typeof heads)[0];
    yield head.event;
    const next = await head.stream.next();
    if (next.done) heads.splice(first, 1);
    else head.event = next.value;
  }
}

async function take(
  stream: AsyncGenerator<LogEvent>,
  heads: { event: LogEvent; stream: AsyncGenerator<LogEvent> }[],
): Promise<void> {
  const { done, value } = await stream.next();
  if (!done) heads.push({ event: value, stream });
}

async function* eventsOf(
  file: string | FileSpan,
  problems: Problems,
): AsyncGenerator<LogEvent, void, undefined> {
  const events: LogEvent[] = [];
  // What a line without a time is given: its `time` is then its `seenAt`.
  let now = 0;
  // A single line from the future would make all lines after it count as seen then.
  let leapTo = Number.POSITIVE_INFINITY;
  const path = typeof file === "string" ? file : file.path;
  const service = serviceOfPath(typeof file === "string" ? file : (file.as ?? path));
  const context = () => ({ source: path, service, seenAt: UNKNOWN_TIME, problems, isSeenWhenObserved: true });
  const reader = createSourceReader(context, new LineReader(), (event) => events.push(event));
  const inOrder = (event: LogEvent): LogEvent => {
    const seenAt = event.seenAt === UNKNOWN_TIME ? event.time : event.seenAt;
    if (seenAt !== UNKNOWN_TIME && seenAt > now) {
      if (seenAt <= now + LONGEST_LEAP_SECONDS || seenAt >= leapTo) {
        now = seenAt;
        leapTo = Number.POSITIVE_INFINITY;
      } else leapTo = seenAt;
    } else leapTo = Number.POSITIVE_INFINITY;
    return { ...event, seenAt: now, time: event.time === UNKNOWN_TIME ? now : event.time };
  };
  try {
    for await (const chunk of open(
      path,
      typeof file === "string" ? {} : { start: file.start, end: file.end - 1 },
    ) as AsyncIterable<Uint8Array>) {
      reader.write(chunk);
      // Lines before the first time are as old as that.
      if (now === 0) now = events.map(({ time }) => time).find((time) => time !== UNKNOWN_TIME) ?? 0;
      for (const event of events.splice(0)) yield inOrder(event);
    }
  } catch (error) {
    throw new IntakeError("FILE_UNREADABLE", `${path} cannot be read: ${errorMessage(error)}`, {
      cause: error,
    });
  }
  reader.end();
  for (const event of events.splice(0)) yield inOrder(event);
}

/** Times without a year are read as near to this one as they can be. */
const UNKNOWN_TIME = Math.floor(Date.now() / 1000);

function open(path: string, part: { readonly start?: number; readonly end?: number }): Readable {
  const file = createReadStream(path, part);
  if (extname(path) !== ".gz") return file;
  const unpacked = createGunzip();
  // Its failure reaches who reads `unpacked`, which is destroyed with it.
  pipeline(file, unpacked).catch(() => undefined);
  return unpacked;
}
