import type { LogEvent, LogSeverity } from "../log-event.ts";
import { cleanName, cleanText } from "./clean-text.ts";
import type { ReadContext } from "./read-context.ts";
import { severityOfText } from "./severity-names.ts";

/** What a reader found in a line; what it did not find is undefined. */
export interface Draft {
  readonly time?: number | undefined;
  readonly service?: string | undefined;
  readonly severity?: LogSeverity | undefined;
  readonly text: string;
  readonly attributes?: LogEvent["attributes"] | undefined;
}

const NO_ATTRIBUTES: LogEvent["attributes"] = Object.freeze({});
const FAR_FUTURE_SECONDS = 86_400;

/** Fills in what a line does not say: its time is when it was read, its service the context's, its severity what its words say. */
export function eventOf(draft: Draft, { seenAt, service, source, problems }: ReadContext): LogEvent {
  const text = cleanText(draft.text);
  const time = draft.time ?? seenAt;
  if (time - seenAt > FAR_FUTURE_SECONDS)
    problems.add(
      "time-in-future",
      source,
      `Lines from the future came from ${source}; they are kept with their time.`,
    );
  return {
    time,
    seenAt,
    service: (draft.service === undefined ? "" : cleanName(draft.service)) || service,
    severity: draft.severity ?? severityOfText(text),
    text,
    attributes: draft.attributes ?? NO_ATTRIBUTES,
  };
}
