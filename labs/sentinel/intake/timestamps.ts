/** A time in a text, in seconds since 1970, and where what follows it begins. */
export interface FoundTime {
  readonly time: number;
  readonly end: number;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ISO =
  /^[[("]?(\d{4})[-/.](\d{2})[-/.](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s?(Z|UTC|[+-]\d{2}:?\d{2})?[\])"]?/u;
const SYSLOG =
  /^[[(]?([A-Z][a-z]{2})\s+(\d{1,2})\s+(?:(\d{4})\s+)?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?[\])]?/u;
const APACHE = /^\[?(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})\s([+-]\d{4})\]?/u;
const CTIME =
  /^\[?[A-Z][a-z]{2} ([A-Z][a-z]{2})\s+(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? (\d{4})\]?/u;
const EPOCH = /^\[?(\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})\]?(?=[\s:|]|$)/u;
const HALF_YEAR_SECONDS = 183 * 86_400;

/**
 * The time that a text begins with: ISO 8601 and its relatives, syslog's, Apache's, or seconds to nanoseconds since 1970.
 * A time without a zone is the machine's. A time without a year is the one nearest to `near`.
 */
export function timeAtStart(text: string, near: number): FoundTime | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [all, year, month, day, hour, minute, second, fraction, zone] = iso;
    return found(all, [year, Number(month) - 1, day, hour, minute, second], fraction, zone);
  }
  const apache = APACHE.exec(text);
  if (apache !== null) {
    const [all, day, month, year, hour, minute, second, zone] = apache;
    return found(all, [year, monthNamed(month), day, hour, minute, second], undefined, zone);
  }
  const syslog = SYSLOG.exec(text);
  if (syslog !== null) {
    const [all, month, day, year, hour, minute, second, fraction] = syslog;
    const guess = year ?? new Date(near * 1000).getFullYear();
    const first = found(all, [guess, monthNamed(month), day, hour, minute, second], fraction, undefined);
    if (first === undefined || year !== undefined) return first;
    const step = first.time - near > HALF_YEAR_SECONDS ? -1 : near - first.time > HALF_YEAR_SECONDS ? 1 : 0;
    if (step === 0) return first;
    return found(
      all,
      [Number(guess) + step, monthNamed(month), day, hour, minute, second],
      fraction,
      undefined,
    );
  }
  const ctime = CTIME.exec(text);
  if (ctime !== null) {
    const [all, month, day, hour, minute, second, fraction, year] = ctime;
    return found(all, [year, monthNamed(month), day, hour, minute, second], fraction, undefined);
  }
  const epoch = EPOCH.exec(text);
  if (epoch === null) return undefined;
  const time = secondsOfEpoch(Number(epoch[1]));
  return time === undefined ? undefined : { time, end: epoch[0].length };
}

/** The time that a value of a JSON log is: a text, or seconds, milliseconds, microseconds or nanoseconds since 1970. */
export function timeOfValue(value: unknown, near: number): number | undefined {
  if (typeof value === "number") return secondsOfEpoch(value);
  if (typeof value !== "string") return undefined;
  if (/^\d{9,19}(?:\.\d+)?$/u.test(value)) return secondsOfEpoch(Number(value));
  return timeAtStart(value, near)?.time;
}

/** Tells seconds, milliseconds, microseconds and nanoseconds apart by their size: from 2001 to 2286 they do not overlap. */
export function secondsOfEpoch(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 1e8) return undefined;
  if (value < 1e11) return value;
  if (value < 1e14) return value / 1e3;
  if (value < 1e17) return value / 1e6;
  return value < 1e20 ? value / 1e9 : undefined;
}

function monthNamed(name: string | undefined): number {
  return MONTHS.indexOf((name ?? "").toLowerCase());
}

function found(
  all: string,
  parts: readonly (string | number | undefined)[],
  fraction: string | undefined,
  zone: string | undefined,
): FoundTime | undefined {
  const [year, month, day, hour, minute, second] = parts.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (!(month >= 0 && month < 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60))
    return undefined;
  const part = fraction === undefined ? 0 : Number(`0.${fraction}`);
  const whole =
    zone === undefined
      ? new Date(year, month, day, hour, minute, second).getTime()
      : Date.UTC(year, month, day, hour, minute, second) - offsetOf(zone) * 60_000;
  return { time: whole / 1000 + part, end: all.length };
}

/** Minutes east of Greenwich. */
function offsetOf(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone);
  if (match === null) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
