import { ClassError } from "../class-error.ts";
import type { Identity } from "../collect/layouts/uploaded-file.ts";
import { columnFinder, columns } from "./columns.ts";
import { folded, looseName } from "./names.ts";
import { type CsvTable, readCsv } from "./read-csv.ts";
import type { Student, Students } from "./students.ts";

/** Who works together. What one member hands in counts for all of them. */
export class Groups {
  readonly #groups: readonly Group[];
  /** The place of the first group with each spelling of its name. */
  readonly #bySpelling = new Map<string, number>();
  readonly #byMember = new Map<Student, Group>();

  constructor(groups: readonly Group[] = []) {
    this.#groups = groups;
    for (const [at, group] of groups.entries()) {
      for (const key of spellingsOf(group.name))
        if (!this.#bySpelling.has(key)) this.#bySpelling.set(key, at);
      for (const member of group.members) if (!this.#byMember.has(member)) this.#byMember.set(member, group);
    }
  }

  /** The group that a file's path names, as Canvas and Brightspace name the files of a group. */
  named(who: Identity): Group | undefined {
    const found = [who.canvasName, who.name, who.folder, who.sid]
      .flatMap((name) => (name === undefined ? [] : spellingsOf(name)))
      .flatMap((key) => this.#bySpelling.get(key) ?? []);
    return found.length === 0 ? undefined : this.#groups[Math.min(...found)];
  }

  of(student: Student): Group | undefined {
    return this.#byMember.get(student);
  }
}

export interface Group {
  readonly name: string;
  readonly members: readonly Student[];
}

/** Keys of a group's name, one of which is the same for the same group: Canvas removes spaces and marks from it. A name of signs alone has itself. */
function spellingsOf(name: string): string[] {
  const loose = looseName(name);
  const squeezed = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const keys = [
    ...(loose === "" ? [] : [`loose ${loose}`]),
    ...(squeezed === "" ? [] : [`squeezed ${squeezed}`]),
  ];
  return keys.length > 0 ? keys : [`signs ${folded(name)}`];
}

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
  const members = new Map<string, Set<Student>>();
  const groupOf = new Map<Student, string>();
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
    const other = groupOf.get(student) ?? group;
    if (other !== group)
      throw new ClassError(
        "INVALID_INPUT",
        `The groups ${file}, line ${lines[row]}: ${student.name ?? student.id} is in “${other}” and in “${group}”; a student is in one group.`,
      );
    groupOf.set(student, group);
    members.set(group, (members.get(group) ?? new Set()).add(student));
  }
  return new Groups([...members].map(([name, own]) => ({ name, members: [...own] })));
}
