/** Zones by abbreviations that mean one zone only, in minutes east of UTC. "CST", "IST" and "BST" mean several and are refused. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  ...{ Z: 0, UTC: 0, GMT: 0, WET: 0, WEST: 60, CET: 60, CEST: 120, EET: 120, EEST: 180, MSK: 180 },
  ...{
    EST: -300,
    EDT: -240,
    CDT: -300,
    MST: -420,
    MDT: -360,
    PST: -480,
    PDT: -420,
    AKST: -540,
    AKDT: -480,
    HST: -600,
  },
  ...{
    NZST: 720,
    NZDT: 780,
    AEST: 600,
    AEDT: 660,
    ACST: 570,
    ACDT: 630,
    AWST: 480,
    JST: 540,
    KST: 540,
    SGT: 480,
    HKT: 480,
  },
};

const DATE_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9})\d*)?\s*(.*)$/;
const OFFSET = /^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?$/i;

/**
 * Reads a time as learning platforms write it: `2026-10-05 21:59:30.123456 America/Los_Angeles`, with a zone by name, abbreviation or
 * offset.
 *
 * @param zone - the zone of a time that names none: a name such as `Europe/Berlin`, or `UTC`
 * @returns milliseconds since 1970; undefined when it cannot be read
 */
export function readTime(text: string, zone = "UTC"): number | undefined {
  const match = DATE_AND_TIME.exec(text.trim());
  if (!match) return undefined;
  const [, date, time, fraction, named] = match;
  const local = `${date}T${time}${fraction === undefined ? "" : `.${fraction}`}`;
  try {
    const plain = Temporal.PlainDateTime.from(local, { overflow: "reject" });
    const id = timeZoneOf(named === undefined || named === "" ? zone : named);
    return id === undefined ? undefined : plain.toZonedDateTime(id).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether times can be read in a zone of this name. */
export function isTimeZone(name: string): boolean {
  return readTime("2026-01-01T00:00", name) !== undefined;
}

/** A name that Temporal knows, or an offset such as "-08:00". A zone that Temporal does not know throws when it is used. */
function timeZoneOf(named: string): string | undefined {
  const bare = named.replace(/^\[(.*)\]$|^\((.*)\)$/, "$1$2").trim();
  const minutes = ABBREVIATIONS[bare.toUpperCase()];
  if (minutes !== undefined) return offsetText(minutes);
  const offset = OFFSET.exec(bare);
  if (offset) {
    const [, sign, hours, rest = "0"] = offset;
    return offsetText((sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(rest)));
  }
  // An offset with a name behind it, "-07:00 America/Los_Angeles": the offset is exact.
  const both = /^([+-]\d\d:?\d\d)[\s[(]/.exec(bare)?.[1];
  if (both !== undefined) return timeZoneOf(both);
  // Names have a slash. Temporal also knows others, as "CST6CDT", which are easily taken for abbreviations.
  return /^[A-Za-z_]+(?:\/[\w+-]+)+$/.test(bare) ? bare : undefined;
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const digits = (number: number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${digits(hours)}:${digits(rest)}`;
}
