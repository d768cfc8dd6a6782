import { readFileSync } from "node:fs";
import { ClassError } from "../class-error.ts";

/** What the rules say of one submission's time. */
export interface Lateness {
  readonly isLate: boolean;
  /** One sentence on a late submission; empty for one in time. */
  readonly reason: string;
  /** The share of the points reached that is taken off, from 0 to 1. */
  readonly takenOff: number;
  /** Milliseconds before the due date that holds for this student; none where that or the time is not known. */
  readonly ahead?: number;
}

/** What is known of when something was handed in. */
export interface HandedIn {
  /** Every name the student goes by. */
  readonly student: readonly string[];
  readonly lesson: string;
  /** Milliseconds since 1970. */
  readonly time?: number;
  /** The platform marks it late, and tells no time. */
  readonly markedLate?: boolean;
}

/** The file of rules as it is written; see docs/instructors.md. */
interface RulesFile {
  readonly due?: Readonly<Record<string, string>>;
  readonly graceMinutes?: number;
  readonly late?: {
    readonly percentPerDay?: number;
    readonly atMostPercent?: number;
    readonly daysAccepted?: number;
  };
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  readonly timesFromFiles?: boolean;
  readonly missingCountsAsZero?: boolean;
  readonly canvas?: Readonly<Record<string, string>>;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** When work is due, what lateness costs, and who has more time. */
export class LateRules {
  /** Whether a file's own time counts where nothing else tells when it was handed in. */
  readonly timesFromFiles: boolean;
  /** Whether work that was not handed in counts 0 points, instead of none yet. */
  readonly missingCountsAsZero: boolean;
  /** The column of Canvas's gradebook for each lesson. */
  readonly canvasColumns: Readonly<Record<string, string>>;
  readonly #file: RulesFile;

  constructor(file: RulesFile = {}) {
    this.#file = file;
    this.timesFromFiles = file.timesFromFiles ?? false;
    this.missingCountsAsZero = file.missingCountsAsZero ?? false;
    this.canvasColumns = file.canvas ?? {};
  }

  /** Judges a submission's time. Without a due date nothing is late that no platform calls late. */
  judge({ student, lesson, time, markedLate = false }: HandedIn): Lateness {
    const extension = this.#extension(student, lesson);
    if (extension === "any") return inTime;
    const due = this.#due(lesson);
    const until = typeof extension === "string" ? Date.parse(extension) : due;
    const extra = typeof extension === "number" ? extension * day : 0;
    if (until === undefined || time === undefined) {
      if (!markedLate) return inTime;
      const more =
        extension === undefined ? "" : " The student has an extension: see whether it covers this.";
      return {
        isLate: true,
        takenOff: 0,
        reason: `It was marked late without a time, so no points were taken off.${more}`,
      };
    }
    const late = time - (until + extra);
    const ahead = -late;
    if (late <= (this.#file.graceMinutes ?? 0) * minute) return { ...inTime, ahead };
    return { ...this.#cost(late), ahead };
  }

  #cost(late: number): Lateness {
    const {
      percentPerDay = 0,
      atMostPercent = 100,
      daysAccepted = Number.POSITIVE_INFINITY,
    } = this.#file.late ?? {};
    const days = Math.ceil(late / day);
    const by = `It came ${durationText(late)} late`;
    if (days > daysAccepted) {
      return {
        isLate: true,
        takenOff: 1,
        reason: `${by}; work is accepted for ${daysAccepted} ${daysAccepted === 1 ? "day" : "days"}, so it counts 0 points.`,
      };
    }
    const percent = Math.min(atMostPercent, percentPerDay * days);
    return {
      isLate: true,
      takenOff: percent / 100,
      reason: percent === 0 ? `${by}.` : `${by}: ${percent} % of the points were taken off.`,
    };
  }

  #due(lesson: string): number | undefined {
    const text = this.#file.due?.[lesson] ?? this.#file.due?.["*"];
    return text === undefined ? undefined : Date.parse(text);
  }

  #extension(student: readonly string[], lesson: string): string | number | undefined {
    for (const name of student) {
      const own = this.#file.extensions?.[name];
      const extension = own?.[lesson] ?? own?.["*"];
      if (extension !== undefined) return extension;
    }
    return undefined;
  }

  /** Students whom the rules name and who are nobody in the class: often a slip in the name. */
  unknownStudents(known: ReadonlySet<string>): string[] {
    return Object.keys(this.#file.extensions ?? {}).filter((name) => !known.has(name));
  }
}

const inTime: Lateness = { isLate: false, reason: "", takenOff: 0 };

/** "3 hours", "2 days": the two largest units. */
export function durationText(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / minute));
  const parts = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor((minutes % 1440) / 60), "hour"],
    [minutes % 60, "minute"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`)
    .join(" and ");
}

/** Reads a file of rules. @throws ClassError `INVALID_INPUT` naming what was wrong */
export function readLateRules(file: string): LateRules {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ClassError("INVALID_INPUT", `The rules ${file} cannot be read: ${(error as Error).message}.`);
  }
  return lateRulesOf(value, file);
}

/** @throws ClassError `INVALID_INPUT` naming what was wrong */
export function lateRulesOf(value: unknown, file: string): LateRules {
  const wrong = (what: string) => new ClassError("INVALID_INPUT", `The rules ${file}: ${what}.`);
  const isRecord = (item: unknown): item is Record<string, unknown> =>
    typeof item === "object" && item !== null && !Array.isArray(item);
  if (!isRecord(value)) throw wrong("the file holds one JSON object");
  const known = [
    "due",
    "graceMinutes",
    "late",
    "extensions",
    "timesFromFiles",
    "missingCountsAsZero",
    "canvas",
  ];
  const refuseUnknown = (item: Record<string, unknown>, names: readonly string[], where: string) => {
    const other = Object.keys(item).find((name) => !names.includes(name));
    if (other !== undefined) throw wrong(`${where}"${other}" is unknown; known are ${names.join(", ")}`);
  };
  const record = (name: string): Record<string, unknown> => {
    const item = value[name] ?? {};
    if (!isRecord(item)) throw wrong(`"${name}" is an object`);
    return item;
  };
  const number = (item: unknown, name: string, most = Number.MAX_SAFE_INTEGER) => {
    if (item !== undefined && !(typeof item === "number" && item >= 0 && item <= most))
      throw wrong(
        `"${name}" is a number from 0 ${most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`}, not ${JSON.stringify(item)}`,
      );
  };
  refuseUnknown(value, known, "");
  for (const [lesson, time] of Object.entries(record("due")))
    checkTime(time, `the due date of "${lesson}"`, wrong);
  number(value.graceMinutes, "graceMinutes");
  const late = record("late");
  refuseUnknown(late, ["percentPerDay", "atMostPercent", "daysAccepted"], 'in "late", ');
  number(late.percentPerDay, "percentPerDay", 100);
  number(late.atMostPercent, "atMostPercent", 100);
  number(late.daysAccepted, "daysAccepted");
  for (const [student, own] of Object.entries(record("extensions"))) {
    if (!isRecord(own))
      throw wrong(`the extensions of "${student}" are an object of lessons, such as {"01": 3}`);
    for (const [lesson, extension] of Object.entries(own)) {
      const what = `the extension of "${student}" for "${lesson}"`;
      if (typeof extension === "number" ? extension < 0 : typeof extension !== "string")
        throw wrong(`${what} is a number of days, a time or "any"`);
      if (typeof extension === "string" && extension !== "any") checkTime(extension, what, wrong);
    }
  }
  for (const name of ["timesFromFiles", "missingCountsAsZero"] as const) {
    if (!["undefined", "boolean"].includes(typeof value[name])) throw wrong(`"${name}" is true or false`);
  }
  for (const [lesson, column] of Object.entries(record("canvas"))) {
    if (typeof column !== "string") throw wrong(`the column of Canvas for "${lesson}" is a text`);
  }
  return new LateRules(value as RulesFile);
}

/** A time without its zone would mean another moment on another machine. */
function checkTime(value: unknown, what: string, wrong: (what: string) => ClassError): void {
  const hasZone = typeof value === "string" && /T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/.test(value);
  if (!hasZone || Number.isNaN(Date.parse(value)))
    throw wrong(
      `${what} is a time with its zone, such as "2026-10-05T23:59+02:00", not ${JSON.stringify(value)}`,
    );
}
