import { ClassError } from "../class-error.ts";
import type { Identity } from "../collect/layouts/uploaded-file.ts";
import { columnFinder, columns } from "./columns.ts";
import { looseName } from "./names.ts";
import { type CsvTable, readCsv } from "./read-csv.ts";
import type { Student, Students } from "./students.ts";

/** Who works together. What one member hands in counts for all of them. */
export class Groups {
  readonly #groups: readonly Group[];

  constructor(groups: readonly Group[] = []) {
    this.#groups = groups;
  }

  /** The group that a file's path names, as Canvas and Brightspace name the files of a group. */
  named(who: Identity): Group | undefined {
    const spellings = [who.canvasName, who.name, who.folder, who.sid].flatMap((name) => name ?? []);
    return this.#groups.find(({ name }) => spellings.some((one) => sameGroup(one, name)));
  }

  of(student: Student): Group | undefined {
    return this.#groups.find(({ members }) => members.includes(student));
  }
}

export interface Group {
  readonly name: string;
  readonly members: readonly Student[];
}

/** Canvas removes spaces and marks from a group's name in file names. */
const sameGroup = (a: string, b: string) => looseName(a) === looseName(b) || squeezed(a) === squeezed(b);
const squeezed = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * Reads the list of groups: a CSV with a column "group" (Canvas: "group_name") and a column that says who a student is.
 *
 * @throws ClassError `INVALID_INPUT`
 */
export function readGroups(file: string, students: Students): Groups {
  return groupsOf(readCsv(file, "The groups"), file, students);
}

/** @throws ClassError `INVALID_INPUT` */
export function groupsOf({ header, rows, lines }: CsvTable, file: string, students: Students): Groups {
  const find = columnFinder(header);
  const at = {
    group: find("group_name", ...columns.group),
    canvas: find("canvas_user_id"),
    sid: find("login_id", "login id", ...columns.id),
    email: find(...columns.email),
    name: find(...columns.name),
  };
  if (at.group < 0 || (at.canvas < 0 && at.sid < 0 && at.email < 0 && at.name < 0))
    throw new ClassError(
      "INVALID_INPUT",
      `The groups ${file} need a column "group" and one that says who a student is: "student", "email" or "name" (it has ${header.join(", ") || "none"}).`,
    );
  const members = new Map<string, Student[]>();
  for (const [row, cells] of rows.entries()) {
    const cell = (column: number) => (column < 0 ? "" : (cells[column] ?? "").trim());
    const group = cell(at.group);
    if (group === "") continue;
    const student = [
      { canvasId: cell(at.canvas) },
      { sid: cell(at.sid) },
      { email: cell(at.email) },
      { name: cell(at.name) },
    ]
      .filter((who) => Object.values(who)[0] !== "")
      .map((who) => students.listed(who))
      .find((found) => found !== undefined);
    if (student === undefined)
      throw new ClassError(
        "INVALID_INPUT",
        `The groups ${file}, line ${lines[row]}: ${[cell(at.sid), cell(at.name), cell(at.email)].find(Boolean) ?? "the student"} is not on the roster; a list of groups needs --roster with all members.`,
      );
    const other = [...members].find(([name, own]) => name !== group && own.includes(student));
    if (other !== undefined)
      throw new ClassError(
        "INVALID_INPUT",
        `The groups ${file}, line ${lines[row]}: ${student.name ?? student.id} is in “${other[0]}” and in “${group}”; a student is in one group.`,
      );
    const own = members.get(group) ?? [];
    if (!own.includes(student)) own.push(student);
    members.set(group, own);
  }
  return new Groups([...members].map(([name, own]) => ({ name, members: own })));
}
