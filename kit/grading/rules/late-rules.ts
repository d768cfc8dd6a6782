import { readFileSync } from "node:fs";
import { ClassError } from "../class-error.ts";
import { isTimeZone, readTime } from "../collect/read-time.ts";
import type { Student } from "../roster/students.ts";
import { NameOwners } from "./name-owners.ts";

/** The rules' judgement of one submission's time. */
export interface Lateness {
  readonly isLate: boolean;
  /** One sentence on a late submission; empty for one in time. */
  readonly reason: string;
  /** The share of the reached points that lateness costs, from 0 to 1. */
  readonly takenOff: number;
  /** Why a person must judge the time. */
  readonly problem?: string;
  /** Milliseconds before the student's due date, negative when late; undefined where the due date or the time is unknown. */
  readonly ahead?: number;
  /** Whether there is a due date, and neither a time nor a platform's mark tells whether it was met. */
  readonly isUntimed?: boolean;
}

/** When a student handed a lesson in. */
export interface SubmissionTime {
  /** All names of the student that the rules may use, the id first. */
  readonly student: readonly string[];
  readonly lesson: string;
  /** Milliseconds since 1970. */
  readonly time?: number;
  /** A time that the student may have written. It can make work late, and nothing else. */
  readonly statedAt?: number;
  /** Whether the platform marks late work, without a time. */
  readonly isMarked?: boolean;
  /** Whether the platform marked it as late without a time. */
  readonly markedLate?: boolean;
  /** The text of a time that could not be read. */
  readonly unreadableTime?: string;
  /** Whether the others of the class have a time, and this one has none. */
  readonly lacksTime?: boolean;
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
  readonly timezone?: string;
  readonly canvas?: Readonly<Record<string, string>>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When work is due, what lateness costs, and which students have extensions. */
export class LateRules {
  /** Whether the time of a file's last change counts where no other time is known. */
  readonly timesFromFiles: boolean;
  /** Whether missing work counts 0 points, instead of having no points. */
  readonly missingCountsAsZero: boolean;
  /** The course's zone, in which times are read that name none. It is never the zone of the machine that grades. */
  readonly timeZone: string;
  /** The column of Canvas's gradebook for each lesson. */
  readonly canvasColumns: Readonly<Record<string, string>>;
  readonly #file: RulesFile;
  readonly #owners: NameOwners | undefined;

  /** @param owners - whom the names of extensions mean. @default every student of that name */
  constructor(file: RulesFile = {}, owners?: NameOwners) {
    this.#file = file;
    this.#owners = owners;
    this.timesFromFiles = file.timesFromFiles ?? false;
    this.missingCountsAsZero = file.missingCountsAsZero ?? false;
    this.timeZone = file.timezone ?? "UTC";
    this.canvasColumns = file.canvas ?? {};
  }

  /** Judges a submission's time. Without a due date only work that the platform marked is late. */
  judge(submission: SubmissionTime): Lateness {
    const { student, lesson, time, statedAt, markedLate = false, unreadableTime, lacksTime } = submission;
    const extension = this.#extension(student, lesson);
    if (extension === "any") return IN_TIME;
    const due = this.#due(lesson);
    const until = typeof extension === "string" ? readTime(extension, this.timeZone) : due;
    const extra = typeof extension === "number" ? extension * DAY_MS : 0;
    if (until !== undefined && time === undefined && unreadableTime !== undefined)
      return {
        ...IN_TIME,
        problem: `Its time ${JSON.stringify(unreadableTime)} cannot be read, so nothing tells whether it came in time: enter an extension for the student, or correct the time.`,
      };
    if (until !== undefined && time === undefined && lacksTime)
      return {
        ...IN_TIME,
        problem:
          "It has no time, so nothing tells whether it came in time: enter an extension for the student, or add the time.",
      };
    if (until !== undefined && time === undefined && statedAt !== undefined)
      return this.#byTime(statedAt - (until + extra));
    if (until === undefined || time === undefined) {
      if (!markedLate)
        return until === undefined || submission.isMarked ? IN_TIME : { ...IN_TIME, isUntimed: true };
      const more =
        extension === undefined ? "" : " The student has an extension: see whether it covers this.";
      return {
        isLate: true,
        takenOff: 0,
        reason: `It was marked late without a time, so no points were taken off.${more}`,
      };
    }
    const late = time - (until + extra);
    return { ...this.#byTime(late), ahead: -late };
  }

  /** @param late - milliseconds after the due date */
  #byTime(late: number): Lateness {
    return late <= (this.#file.graceMinutes ?? 0) * MINUTE_MS ? IN_TIME : this.#cost(late);
  }

  /** Whether the rules name a due date for this lesson itself. */
  namesLesson(lesson: string): boolean {
    return this.#file.due?.[lesson] !== undefined;
  }

  #cost(late: number): Lateness {
    const {
      percentPerDay = 0,
      atMostPercent = 100,
      daysAccepted = Number.POSITIVE_INFINITY,
    } = this.#file.late ?? {};
    const days = Math.ceil(late / DAY_MS);
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
    return text === undefined ? undefined : readTime(text, this.timeZone);
  }

  #extension(student: readonly string[], lesson: string): string | number | undefined {
    const [id = ""] = student;
    for (const name of student) {
      if (this.#owners?.isOf(name, id) === false) continue;
      const own = this.#file.extensions?.[name];
      const extension = own?.[lesson] ?? own?.["*"];
      if (extension !== undefined) return extension;
    }
    return undefined;
  }

  /** The rules for a class, in which an extension is that of the one student whom its name means. */
  forClass(students: readonly Student[]): LateRules {
    return new LateRules(this.#file, new NameOwners(students));
  }

  /** Names in the rules that are those of several students, to whom they give nothing. */
  sharedNames(): string[] {
    return Object.keys(this.#file.extensions ?? {}).filter((name) => this.#owners?.isShared(name));
  }

  /** Students in the rules who are not in the class, often because of a misspelled name. */
  unknownStudents(known: ReadonlySet<string>): string[] {
    return Object.keys(this.#file.extensions ?? {}).filter((name) => !known.has(name));
  }
}

const IN_TIME: Lateness = { isLate: false, reason: "", takenOff: 0 };

/** A duration in its two largest units, such as "2 days and 3 hours". */
export function durationText(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE_MS));
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
    "timezone",
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
  const { timezone } = value;
  if (timezone !== undefined && !(typeof timezone === "string" && timezone !== "" && isTimeZone(timezone)))
    throw wrong(
      `"timezone" is the name of a zone, such as "Europe/Berlin" or "UTC", not ${JSON.stringify(timezone)}`,
    );
  for (const [lesson, time] of Object.entries(record("due")))
    checkTime(time, `the due date of "${lesson}"`, timezone, wrong);
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
      if (typeof extension === "string" && extension !== "any") checkTime(extension, what, timezone, wrong);
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

/** Refuses a time that cannot be read, and one without a zone where the rules name none. */
function checkTime(
  value: unknown,
  what: string,
  timezone: string | undefined,
  wrong: (what: string) => ClassError,
): void {
  const isTime = typeof value === "string" && readTime(value, timezone) !== undefined;
  const hasZone = isTime && readTime(value, "+12:00") === readTime(value, "-12:00");
  if (!isTime || !(hasZone || timezone !== undefined))
    throw wrong(
      `${what} is a time with its zone, such as "2026-10-05T23:59+02:00", not ${JSON.stringify(value)}; a "timezone" in the rules is for all times that name none`,
    );
}
