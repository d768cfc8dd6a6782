import { stripVTControlCharacters } from "node:util";
import { readAccessLog } from "./access-log.ts";
import { type Draft, eventOf } from "./draft-event.ts";
import { readJsonLog } from "./json-log.ts";
import { readLogfmt } from "./logfmt.ts";
import { readOtlp } from "./otlp.ts";
import { FastOtlpReader } from "./otlp-fast.ts";
import { readPlainText } from "./plain-text.ts";
import type { EventSink, ReadContext } from "./read-context.ts";
import { readSyslog } from "./syslog.ts";

/** Docker puts lines into JSON, and what it puts there may be JSON again. */
const DEEPEST_JSON = 3;

/**
 * Reads lines of any kind: OpenTelemetry's JSON, the JSON of common loggers, logfmt, syslog, access logs, and plain text. Each line is
 * looked at by itself; a line of no known form is an event whose text is the line.
 */
export class LineReader {
  readonly #fast = new FastOtlpReader();

  read(line: string, context: ReadContext, sink: EventSink): void {
    if (line.charCodeAt(0) === 123 || line.trimStart().startsWith("{")) {
      const event = this.#fast.read(line, context);
      if (event !== undefined) sink(event);
      else this.#readJson(line, context, sink);
    } else {
      // A terminal's colours may stand within what a form is known by.
      const plain = line.includes("\u001b") ? stripVTControlCharacters(line) : line;
      const draft = draftOf(plain, context.seenAt);
      if (draft.text.trim() !== "") sink(eventOf(draft, context));
    }
  }

  #readJson(line: string, context: ReadContext, sink: EventSink, depth = 0): void {
    let data: unknown;
    try {
      data = JSON.parse(line);
    } catch {
      const { source, problems } = context;
      problems.add(
        "damaged-json",
        source,
        `JSON that ends early or is damaged came from ${source}; its text is kept.`,
      );
      sink(eventOf(draftOf(line, context.seenAt), context));
      return;
    }
    if (typeof data !== "object" || data === null) {
      sink(eventOf({ text: line }, context));
      return;
    }
    if ("resourceLogs" in data || "resource_logs" in data) {
      readOtlp(data, context, sink);
      return;
    }
    const draft = readJsonLog(data, context.seenAt);
    if (draft === undefined) {
      sink(eventOf({ text: line }, context));
      return;
    }
    const inner = draft.text.trim();
    const isDocker = "log" in data && "stream" in data;
    if (isDocker && inner.startsWith("{") && depth < DEEPEST_JSON) {
      this.#readJson(inner, context, sink, depth + 1);
      return;
    }
    sink(eventOf(isDocker ? withInner(draft, draftOf(inner, context.seenAt)) : draft, context));
  }
}

function withInner(outer: Draft, inner: Draft): Draft {
  return { ...inner, time: inner.time ?? outer.time, service: inner.service ?? outer.service };
}

function draftOf(line: string, near: number): Draft {
  return (
    readAccessLog(line, near) ?? readLogfmt(line, near) ?? readSyslog(line, near) ?? readPlainText(line, near)
  );
}
