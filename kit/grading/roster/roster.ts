import { ClassError } from "../class-error.ts";
import { cleanLine } from "../text.ts";
import { columnFinder, columns } from "./columns.ts";
import { folded } from "./names.ts";
import { type CsvTable, readCsv } from "./read-csv.ts";
import { isStaff } from "./staff.ts";

/** One student of a roster. */
export interface RosterStudent {
  /** The student's id in the gradebook, unique in the roster. */
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** All names of the student on platforms and folders: user name, number, address. */
  readonly logins: readonly string[];
  /** The user name at GitHub. Anybody can choose one, so it is among `logins` only where it is no other student's. */
  readonly github?: string;
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
  /** Names of those whose role is no student's. They are not graded. */
  readonly staff: readonly string[];
  readonly table: CsvTable;
}

/**
 * Reads the list of a class: Canvas's export of its gradebook, Moodle's grading worksheet in the language of its site, a list of Gradescope,
 * Blackboard, Brightspace, GitHub Classroom or nbgrader, or any CSV with a column that identifies students.
 *
 * @throws ClassError `INVALID_INPUT`
 */
export function readRoster(file: string): Roster {
  return rosterOf(readCsv(file, "The roster"), file);
}

export function rosterOf(table: CsvTable, file: string): Roster {
  const find = columnFinder(table.header);
  const role = find(...columns.role);
  const isTeaching = (row: number) => role >= 0 && isStaff(table.rows[row]?.[role] ?? "");
  const roster = (kind: RosterKind, listed: readonly RosterStudent[]): Roster => ({
    kind,
    table,
    students: checked(
      listed.filter(({ row }) => !isTeaching(row)),
      file,
    ),
    staff: listed.filter(({ row }) => isTeaching(row)).map(({ name, id }) => name ?? id),
  });
  if (find("student") >= 0 && find("id") >= 0 && find("section") >= 0)
    return roster("canvas", canvasStudents(table));
  const participants = participantColumn(table);
  if (participants >= 0) return roster("moodle", moodleStudents(table, participants));
  return roster("plain", plainStudents(table, file));
}

/** The column of Moodle's worksheet with "Participant 4711", a word of the site's language and a number in each row; -1 without such a column. */
function participantColumn({ header, rows }: CsvTable): number {
  const find = columnFinder(header);
  const at = find(...columns.identifier);
  const isEnglish = find("identifier") === at && (find("full name") >= 0 || find("status") >= 0);
  const isWorksheet = isEnglish || (find(...columns.status) >= 0 && find(...columns.grade) >= 0);
  if (at < 0 || !isWorksheet || rows.length === 0) return -1;
  const words = rows.map((cells) => wordBeforeNumber(cells[at] ?? ""));
  return words.every((word) => word !== undefined && word === words[0]) ? at : -1;
}

/** "Participant" of "Participant 4711": a text with a letter and no digit, before a number; undefined for any other text. */
function wordBeforeNumber(cell: string): string | undefined {
  const text = cell.trim();
  let end = text.length;
  while (end > 0 && isDigit(text.charCodeAt(end - 1))) end -= 1;
  const word = text.slice(0, end).trim();
  return end < text.length && !/\d/.test(word) && /\p{L}/u.test(word) ? word : undefined;
}

const isDigit = (code: number) => code >= 48 && code <= 57;

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

function moodleStudents({ header, rows }: CsvTable, identifier: number): RosterStudent[] {
  const find = columnFinder(header);
  const other = (names: readonly string[]) => find(...names.filter((name) => find(name) !== identifier));
  const columnOf = {
    name: other(columns.name),
    first: other(columns.firstName),
    last: other(columns.lastName),
    email: other(columns.email),
    number: find("id number", "id-nummer", "numero de id"),
    user: find("username", "anmeldename", "nom d'utilisateur", "nombre de usuario"),
  };
  return rows.flatMap((cells, row) => {
    const cell = (at: number) => (at < 0 ? "" : (cells[at] ?? "").trim());
    const moodleId = /(?<!\d)\d+$/.exec(cell(identifier))?.[0];
    if (moodleId === undefined) return [];
    const email = cell(columnOf.email);
    const name = cell(columnOf.name) || [cell(columnOf.first), cell(columnOf.last)].filter(Boolean).join(" ");
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

/** Columns of a plain list that hold one more name of the student. */
const OTHER_LOGINS = [
  ...["sid", "username", "id number", "lms_user_id", "student id", "login", "orgdefinedid", "identifier"],
  ...["user id", "user_id", "login_id", "login id", "canvas_user_id"],
] as const;

function plainStudents(table: CsvTable, file: string): RosterStudent[] {
  const { header, rows } = table;
  const find = columnFinder(header);
  const columnOf = {
    id: find(...columns.id),
    name: find(...columns.name),
    first: find(...columns.firstName),
    last: find(...columns.lastName),
    email: find(...columns.email),
  };
  const mail = columnOf.email >= 0 ? columnOf.email : addressColumn(table);
  const hasName = columnOf.name >= 0 || (columnOf.first >= 0 && columnOf.last >= 0);
  if (columnOf.id < 0 && mail < 0 && !hasName) {
    throw new ClassError(
      "INVALID_INPUT",
      `The roster ${file} has no column that says who a student is: name one of its columns "student", "email" or "name" (it has ${header.join(", ") || "none"}).`,
    );
  }
  const others = OTHER_LOGINS.map((name) => find(name));
  const githubColumn = find("github_username", "github username");
  const listed = rows.flatMap((cells, row): RosterStudent[] => {
    // Brightspace writes a # before user names and numbers, so that spreadsheets keep their zeros.
    const cell = (at: number) => (at < 0 ? "" : (cells[at] ?? "").trim().replace(/^#(?=\S)/, ""));
    const name = cell(columnOf.name) || [cell(columnOf.first), cell(columnOf.last)].filter(Boolean).join(" ");
    const email = cell(mail);
    const id = cell(columnOf.id) || email || name;
    if (id === "") return [];
    const logins = [id, email, ...others.map(cell)].filter((text) => text !== "");
    const github = cell(githubColumn);
    return [
      {
        id: cleanLine(id),
        ...(name === "" ? {} : { name: cleanLine(name) }),
        ...(email === "" ? {} : { email }),
        logins: [...new Set(logins)],
        ...(github === "" ? {} : { github }),
        row,
      },
    ];
  });
  return withGithubLogins(listed);
}

/** Adds to each student's logins the name at GitHub, unless another student has it as a login elsewhere. */
function withGithubLogins(listed: readonly RosterStudent[]): RosterStudent[] {
  const owner = new Map(listed.flatMap(({ id, logins }) => logins.map((login) => [folded(login), id])));
  return listed.map((one) => {
    if (one.github === undefined) return one;
    const other = owner.get(folded(one.github)) ?? one.id;
    return other === one.id ? { ...one, logins: [...new Set([...one.logins, one.github])] } : one;
  });
}

/** The one column whose cells are addresses, whatever its name; -1 without such a column. */
function addressColumn({ header, rows }: CsvTable): number {
  const isAddress = (text: string | undefined) => /^[^\s@]+@[^\s@]+$/.test((text ?? "").trim());
  const found = header.flatMap((_, at) => (rows.every((cells) => isAddress(cells[at])) ? [at] : []));
  return rows.length > 0 && found.length === 1 ? (found[0] as number) : -1;
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
