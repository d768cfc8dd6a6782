import type { LogEvent } from "../log-event.ts";
import { cleanName, cleanText } from "./clean-text.ts";
import { secondsOfNanoseconds } from "./nanoseconds.ts";
import { readAttributes } from "./otlp.ts";
import type { ReadContext } from "./read-context.ts";
import { severityOfOtlp } from "./severity-names.ts";

interface Resource {
  readonly service: string | undefined;
  readonly attributes: LogEvent["attributes"];
}

const START = '{"resourceLogs":[{"resource":{';
const SCOPE = ',"scopeLogs":[{';
const RECORDS = '"logRecords":[{';
const END = "}]}]}]}";
const QUOTE = 34;
const MOST_RESOURCES = 10_000;
const LONGEST_KEPT = 4096;
const NO_ATTRIBUTES: LogEvent["attributes"] = Object.freeze({});

/**
 * Reads the shape in which exporters write nearly all lines: one resource, one scope, one record, names in the specification's order.
 * Lines of one service begin with the same resource, which is read once. Any other shape is left to `readOtlp`, which says the same of
 * every line that both can read.
 */
export class FastOtlpReader {
  #resources = new Map<string, Resource>();

  /** @returns undefined for a line of another shape */
  read(line: string, context: ReadContext): LogEvent | undefined {
    if (!line.startsWith(START)) return undefined;
    const scope = line.indexOf(SCOPE, START.length);
    if (scope < 0) return undefined;
    const resource = this.#resource(line.slice(0, scope));
    const begin = line.indexOf(RECORDS, scope + SCOPE.length);
    // A scope with attributes of its own may hold a text that looks like the records.
    if (resource === undefined || begin < 0 || begin - scope > 200) return undefined;
    let at = begin + RECORDS.length;
    let time = 0;
    let observed = 0;
    let severity: LogEvent["severity"] | undefined;
    let text: string | undefined;
    let own: LogEvent["attributes"] | undefined;
    let trace = "";
    for (;;) {
      // At a name's opening quote.
      if (line.charCodeAt(at) !== QUOTE) return undefined;
      const nameEnd = line.indexOf('"', at + 1);
      const value = nameEnd + 2;
      if (nameEnd < 0 || line.charCodeAt(nameEnd + 1) !== 58) return undefined;
      let end: number;
      // Names differ in their length and first letter.
      switch (line.slice(at + 1, nameEnd)) {
        case "timeUnixNano":
        case "observedTimeUnixNano": {
          if (line.charCodeAt(value) !== QUOTE) return undefined;
          end = line.indexOf('"', value + 1);
          const read = secondsOfNanoseconds(line, value + 1, end);
          if (Number.isNaN(read)) return undefined;
          if (nameEnd - at === 13) time = read;
          else observed = read;
          end++;
          break;
        }
        case "severityNumber":
          end = value;
          while (isDigit(line.charCodeAt(end))) end++;
          severity = severityOfOtlp(Number(line.slice(value, end)));
          break;
        case "severityText":
        case "spanId":
          end = simpleStringEnd(line, value);
          if (end < 0) return undefined;
          break;
        case "traceId":
          end = simpleStringEnd(line, value);
          if (end < 0) return undefined;
          trace = line.slice(value + 1, end - 1);
          break;
        case "flags":
        case "droppedAttributesCount":
          end = value;
          while (isDigit(line.charCodeAt(end))) end++;
          break;
        case "body": {
          if (text !== undefined || !line.startsWith('{"stringValue":"', value)) return undefined;
          const from = value + 16;
          const close = stringEnd(line, from);
          if (close < 0 || line.charCodeAt(close + 1) !== 125) return undefined;
          const raw = line.slice(from, close);
          try {
            text = raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw;
          } catch {
            return undefined;
          }
          end = close + 2;
          break;
        }
        case "attributes": {
          // They stand last but for ids, and values of theirs may hold anything: they are read as JSON.
          end = arrayEnd(line, value);
          if (end < 0) return undefined;
          try {
            own = readAttributes(JSON.parse(line.slice(value, end)));
          } catch {
            return undefined;
          }
          break;
        }
        default:
          return undefined;
      }
      if (line.charCodeAt(end) === 44) {
        at = end + 1;
        continue;
      }
      if (line.length - end !== END.length || !line.endsWith(END)) return undefined;
      break;
    }
    if (text === undefined || severity === undefined) return undefined;
    const seenAt = context.isSeenWhenObserved && observed > 0 ? observed : context.seenAt;
    let { attributes } = resource;
    if (own !== undefined && Object.keys(own).length > 0) attributes = { ...attributes, ...own };
    if (trace !== "") attributes = { ...attributes, "trace.id": trace };
    return {
      time: time > 0 ? time : observed > 0 ? observed : seenAt,
      seenAt,
      service: resource.service ?? context.service,
      severity,
      text: cleanText(text),
      attributes,
    };
  }

  #resource(prefix: string): Resource | undefined {
    const known = this.#resources.get(prefix);
    if (known !== undefined) return known;
    try {
      const data = JSON.parse(`${prefix}}]}`) as { resourceLogs: [{ resource: { attributes?: unknown } }] };
      const { "service.name": name, ...rest } = readAttributes(data.resourceLogs[0].resource.attributes);
      const resource: Resource = {
        service: typeof name === "string" ? cleanName(name) || undefined : undefined,
        attributes: Object.keys(rest).length > 0 ? rest : NO_ATTRIBUTES,
      };
      // What is kept must stay small, also where each line brings another resource.
      if (prefix.length > LONGEST_KEPT) return resource;
      if (this.#resources.size >= MOST_RESOURCES) this.#resources.clear();
      // A slice keeps its whole line alive, and a copy does not.
      this.#resources.set(Buffer.from(prefix).toString(), resource);
      return resource;
    } catch {
      return undefined;
    }
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Behind the closing quote of a string without escapes that begins here; −1 without such a string. */
function simpleStringEnd(line: string, start: number): number {
  if (line.charCodeAt(start) !== QUOTE) return -1;
  const close = line.indexOf('"', start + 1);
  if (close < 0 || line.charCodeAt(close - 1) === 92) return -1;
  return close + 1;
}

/** The closing quote of a string whose content begins here; −1 without a closing quote. */
function stringEnd(line: string, start: number): number {
  for (let close = line.indexOf('"', start); close >= 0; close = line.indexOf('"', close + 1)) {
    let backslashes = 0;
    while (line.charCodeAt(close - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return close;
  }
  return -1;
}

/** Behind the closing bracket of an array that begins here; −1 without a closing bracket. */
function arrayEnd(line: string, start: number): number {
  if (line.charCodeAt(start) !== 91) return -1;
  let depth = 0;
  for (let i = start; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code === QUOTE) {
      i = stringEnd(line, i + 1);
      if (i < 0) return -1;
    } else if (code === 91 || code === 123) depth++;
    else if ((code === 93 || code === 125) && --depth === 0) return i + 1;
  }
  return -1;
}
