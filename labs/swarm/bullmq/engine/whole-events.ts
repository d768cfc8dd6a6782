import { setTimeout } from "node:timers/promises";
import type { BackendFactory, IQueueBackend } from "bullmq";

/** How long a transaction of the engine may take at most before its events can be missed, in milliseconds. */
const LATE_MS = 500;

/** How long events are collected before they are read, in milliseconds. */
const TOGETHER_MS = 10;

/** An event of the stream as BullMQ's PostgreSQL backend reads it. */
interface StreamEvent {
  readonly id: string;
  readonly fields: readonly string[];
}

/** The method of BullMQ's PostgreSQL backend that reads events after a cursor, in pages. */
interface EventSource {
  fetchEvents(cursor: string): Promise<StreamEvent[]>;
}

/**
 * A backend of PostgreSQL whose reader of events misses none. Events are numbered when they are written and seen when they
 * are committed, so one can appear behind another that was read already; BullMQ's reader never looks back. This one reads
 * the last half second again and drops what it has seen.
 */
export function withWholeEvents(create: BackendFactory): BackendFactory {
  return (...args) => {
    const backend: IQueueBackend = create(...args);
    // The method is private in BullMQ's types. A test notices when it is gone.
    const source = backend as unknown as EventSource;
    const fetch = source.fetchEvents.bind(source);
    const seen = new Set<string>();
    /** Where the reader was, by time. The first one is older than a transaction may last. */
    const cursors: { readonly at: number; readonly after: number }[] = [];
    let readAt = 0;
    source.fetchEvents = async (cursor) => {
      // Where many events come, they are read together.
      const early = readAt + TOGETHER_MS - performance.now();
      if (early > 0) await setTimeout(early);
      readAt = performance.now();
      const now = performance.now();
      // An event that came late has a lower number than those before it.
      cursors.push({ at: now, after: Math.max(Number(cursor), cursors.at(-1)?.after ?? 0) });
      while (cursors.length > 1 && (cursors[1]?.at ?? now) < now - LATE_MS) cursors.shift();
      const after = cursors[0]?.after ?? Number(cursor);
      const fresh: StreamEvent[] = [];
      for (let from = String(after); ; ) {
        const page = await fetch(from);
        for (const event of page) if (!seen.has(event.id)) fresh.push(event);
        for (const { id } of page) seen.add(id);
        const last = page.at(-1);
        if (last === undefined || page.length < PAGE) break;
        from = last.id;
      }
      for (const id of seen) if (Number(id) <= after) seen.delete(id);
      return fresh;
    };
    return backend;
  };
}

/** How many events BullMQ reads at once. */
const PAGE = 100;
