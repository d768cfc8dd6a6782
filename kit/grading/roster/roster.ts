import { oneLine } from "../../common/one-line.ts";
import { ClassError } from "../class-error.ts";
import { cleanLine } from "../text.ts";
import { type CsvTable, readCsv } from "./read-csv.ts";

/** One student of a roster. */
export interface RosterStudent {
  /** The student's id in the gradebook, unique in the roster. */
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** All names of the student on platforms and folders: user name, number, address. */
  readonly logins: readonly string[];
  readonly canvasId?: string;
  readonly moodleId?: string;
  /** Index of the student's row in the roster's table. */
  readonly row: number;
}

export type RosterKind = "canvas" | "moodle" | "plain";

export interface Roster {
  /** The platform whose format the file has. A plain file names students in any of the usual columns. */
  readonly kind: RosterKind;
  readonly students: readonly RosterStudent[];
  readonly table: CsvTable;
}

/**
 * Reads the list of a class: Canvas's export of its gradebook, Moodle's grading worksheet, Gradescope's or nbgrader's roster, or any CSV
 * with a column that identifies students.
 *
 * @throws ClassError `INVALID_INPUT`
 */
export function readRoster(file: string): Roster {
  return rosterOf(readCsv(file, "The roster"), file);
}

/** Columns by the names that platforms give them, in lower case. */
const columns = {
  id: [
    "id",
    "student",
    "student id",
    "student_id",
    "studentid",
    "username",
    "user name",
    "user",
    "login",
    "login id",
    "sid",
    "netid",
    "id number",
  ],
  name: ["name", "full name", "student name"],
  firstName: ["first name", "first_name", "firstname", "given name"],
  lastName: ["last name", "last_name", "lastname", "surname", "family name"],
  email: ["email", "email address", "e-mail", "mail"],
} as const;

export function rosterOf(table: CsvTable, file: string): Roster {
  const find = columnFinder(table.header);
  if (find("student") >= 0 && find("id") >= 0 && find("section") >= 0)
    return { kind: "canvas", table, students: checked(canvasStudents(table), file) };
  if (find("identifier") >= 0 && (find("full name") >= 0 || find("status") >= 0))
    return { kind: "moodle", table, students: checked(moodleStudents(table), file) };
  return { kind: "plain", table, students: checked(plainStudents(table, file), file) };
}

/** Finds a column by any of several names; -1 where there is none. */
export function columnFinder(header: readonly string[]): (...names: readonly string[]) => number {
  const lower = header.map((name) => oneLine(name).toLowerCase());
  return (...names) => {
    for (const name of names) {
      const at = lower.indexOf(name);
      if (at >= 0) return at;
    }
    return -1;
  };
}

function canvasStudents({ header, rows }: CsvTable): RosterStudent[] {
  const find = columnFinder(header);
  const columnOf = {
    name: find("student"),
    id: find("id"),
    login: find("sis login id"),
    sis: find("sis user id"),
  };
  return rows.flatMap((cells, row) => {
    const cell = (at: number) => (at < 0 ? "" : (cells[at] ?? "").trim());
    const canvasId = cell(columnOf.id);
    // The table also has rows "Points Possible" and "Manual Posting", and Canvas's test student.
    if (!/^\d+$/.test(canvasId) || cell(columnOf.name) === "Student, Test") return [];
    const logins = [cell(columnOf.login), cell(columnOf.sis)].filter((text) => text !== "");
    const name = cell(columnOf.name);
    return [
      {
        id: cleanLine(logins[0] ?? canvasId),
        ...(name === "" ? {} : { name: cleanLine(name) }),
        ...(logins[0]?.includes("@") ? { email: logins[0] } : {}),
        logins: [...logins, canvasId],
        canvasId,
        row,
      },
    ];
  });
}

function moodleStudents({ header, rows }: CsvTable): RosterStudent[] {
  const find = columnFinder(header);
  const columnOf = {
    identifier: find("identifier"),
    name: find("full name"),
    email: find("email address"),
    number: find("id number"),
    user: find("username"),
  };
  return rows.flatMap((cells, row) => {
    const cell = (at: number) => (at < 0 ? "" : (cells[at] ?? "").trim());
    const moodleId = /(\d+)\s*$/.exec(cell(columnOf.identifier))?.[1];
    if (moodleId === undefined) return [];
    const email = cell(columnOf.email);
    const name = cell(columnOf.name);
    const logins = [cell(columnOf.user), email, cell(columnOf.number)].filter((text) => text !== "");
    return [
      {
        id: cleanLine(logins[0] ?? moodleId),
        ...(name === "" ? {} : { name: cleanLine(name) }),
        ...(email === "" ? {} : { email }),
        logins: [...logins, moodleId],
        moodleId,
        row,
      },
    ];
  });
}

function plainStudents({ header, rows }: CsvTable, file: string): RosterStudent[] {
  const find = columnFinder(header);
  const columnOf = {
    id: find(...columns.id),
    name: find(...columns.name),
    first: find(...columns.firstName),
    last: find(...columns.lastName),
    email: find(...columns.email),
  };
  if (columnOf.id < 0 && columnOf.email < 0 && columnOf.name < 0) {
    throw new ClassError(
      "INVALID_INPUT",
      `The roster ${file} has no column that says who a student is: name one of its columns "student", "email" or "name" (it has ${header.join(", ") || "none"}).`,
    );
  }
  const others = ["sid", "username", "id number", "lms_user_id", "student id", "login"].map((name) =>
    find(name),
  );
  return rows.flatMap((cells, row) => {
    const cell = (at: number) => (at < 0 ? "" : (cells[at] ?? "").trim());
    const name = cell(columnOf.name) || [cell(columnOf.first), cell(columnOf.last)].filter(Boolean).join(" ");
    const email = cell(columnOf.email);
    const id = cell(columnOf.id) || email || name;
    if (id === "") return [];
    const logins = [id, email, ...others.map(cell)].filter((text) => text !== "");
    return [
      {
        id: cleanLine(id),
        ...(name === "" ? {} : { name: cleanLine(name) }),
        ...(email === "" ? {} : { email }),
        logins: [...new Set(logins)],
        row,
      },
    ];
  });
}

function checked(students: readonly RosterStudent[], file: string): readonly RosterStudent[] {
  const seen = new Set<string>();
  for (const { id } of students) {
    if (seen.has(id))
      throw new ClassError("INVALID_INPUT", `The roster ${file} lists ${JSON.stringify(id)} twice.`);
    seen.add(id);
  }
  if (students.length === 0) throw new ClassError("INVALID_INPUT", `The roster ${file} lists no student.`);
  return students;
}
