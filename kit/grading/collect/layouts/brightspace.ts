import type { ArchiveEntry } from "../entries/archive-entry.ts";
import { timeOf, type UploadedFile } from "./uploaded-file.ts";

/** `123456-789012 - Jane Doe - Oct 5, 2026 959 PM`: numbers, name of the student or group, time. */
const pattern = /^(\d+)-\d+ - (.+) - ([^-]+)$/s;
/** In a test of its own: in the pattern it would take time with the square of a name's length. */
const year = /\d{4}/;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Reads a path of the zip that D2L Brightspace exports under "Download"; undefined for any other path. */
export function brightspaceUpload(
  entry: ArchiveEntry,
  readTime: (text: string) => number | undefined,
): UploadedFile | undefined {
  const match = entry.path.length > 1 ? pattern.exec(entry.path[0] as string) : null;
  if (!match) return undefined;
  const [, brightspaceId, name, time] = match as unknown as [string, string, string, string];
  if (!year.test(time)) return undefined;
  return {
    layout: "brightspace",
    who: { name, brightspaceId },
    fileName: entry.path.at(-1) as string,
    attempt: 0,
    ...timeOf(time, (text) => {
      const plain = plainTime(text);
      return plain === undefined ? undefined : readTime(plain);
    }),
    packedAs: `${entry.path[0]}/`,
    entry,
  };
}

/** "Oct 5, 2026 959 PM" and "5 October, 2026 21:59" as "2026-10-05 21:59". */
function plainTime(text: string): string | undefined {
  const parts =
    /^(?:([A-Za-z]{3,9})\.? (\d{1,2})|(\d{1,2}) ([A-Za-z]{3,9})\.?),? (\d{4}) (\d{1,2}):?(\d\d)\s*([AP]M)?$/i.exec(
      text.trim(),
    );
  if (!parts) return undefined;
  const [, month1, day1, day2, month2, year, hour, minute, half] = parts;
  const month = MONTHS.indexOf((month1 ?? month2 ?? "").slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return undefined;
  const twelve = Number(hour) % 12;
  const hours = half === undefined ? Number(hour) : twelve + (half.toUpperCase() === "PM" ? 12 : 0);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${year}-${two(month)}-${two(Number(day1 ?? day2))} ${two(hours)}:${minute}`;
}
