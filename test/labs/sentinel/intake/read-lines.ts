import { createIntake, type LogEvent, type Problem } from "../../../../labs/sentinel/index.ts";

export const NOW = Date.UTC(2026, 0, 5, 12) / 1000;

/** All events that bytes give, written as chunks of a size. */
export function readBytes(
  bytes: Uint8Array,
  chunkSize = 65_536,
): { events: LogEvent[]; problems: readonly Problem[] } {
  const intake = createIntake({ now: () => NOW });
  const source = intake.open("a.log", "a");
  for (let at = 0; at < bytes.length; at += chunkSize) source.write(bytes.subarray(at, at + chunkSize));
  source.end();
  const events: LogEvent[] = [];
  intake.drain((event) => events.push(event));
  return { events, problems: intake.statistics.problems };
}

export function readLines(...lines: readonly string[]): LogEvent[] {
  return readBytes(Buffer.from(`${lines.join("\n")}\n`)).events;
}
