import type { Identity } from "../collect/layouts/uploaded-file.ts";
import { cleanLine, shortHash } from "../text.ts";
import { folded, letters, looseName, namesOf } from "./names.ts";
import { NearNames } from "./near-names.ts";
import type { Roster, RosterStudent } from "./roster.ts";

/** A student whose work is graded. */
export interface Student {
  /** Unique in the class. */
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** The student's entry in the roster; undefined for a student who is not on it, and without a roster. */
  readonly roster?: RosterStudent;
}

/** Finds the student of an uploaded file: matches the names in the file's path with the roster. */
export class Students {
  readonly #all = new Map<string, Student>();
  readonly #hasRoster: boolean;
  readonly #byCanvas = new Map<string, Student>();
  readonly #byMoodle = new Map<string, Student>();
  readonly #byLogin: UniqueIndex;
  readonly #byGithub: UniqueIndex;
  readonly #byName: UniqueIndex;
  readonly #byLetters: UniqueIndex;
  readonly #byLooseName: UniqueIndex;
  /** What the names of unlisted students are in whole, by id. */
  readonly #texts = new Map<string, string>();
  /** Spellings that were joined with a student of the roster although they differ, by spelling. */
  readonly #joined = new Map<string, Student>();

  constructor(roster?: Roster) {
    this.#hasRoster = roster !== undefined;
    for (const entry of roster?.students ?? []) {
      const { id, name, email, canvasId, moodleId } = entry;
      const student = { id, roster: entry, ...(name ? { name } : {}), ...(email ? { email } : {}) };
      this.#all.set(id, student);
      if (canvasId) this.#byCanvas.set(canvasId, student);
      if (moodleId) this.#byMoodle.set(moodleId, student);
    }
    const listed = [...this.#all.values()];
    this.#byLogin = new UniqueIndex(listed, ({ id, roster: entry }) =>
      [id, ...(entry?.logins ?? [])].map(folded),
    );
    this.#byGithub = new UniqueIndex(listed, ({ roster: entry }) =>
      entry?.github === undefined ? [] : [folded(entry.github)],
    );
    this.#byName = new UniqueIndex(listed, ({ name }) => (name ? namesOf(name) : []));
    this.#byLetters = new UniqueIndex(listed, ({ name }) => (name ? [letters(name)] : []));
    this.#byLooseName = new UniqueIndex(listed, ({ id, name }) => [looseName(name ?? id)]);
  }

  /** The student of these names. A student whom the roster does not list is added. */
  of(who: Identity): Student {
    const listed = this.listed(who);
    if (listed) return listed;
    const { text, name, email } = unlisted(who);
    const id = cleanLine(text);
    const known = this.#all.get(id);
    // A listed student with this id did not match above, so it is a different person.
    const ownId = this.#idOf(known?.roster ? `${id} (not on the roster)` : id, text.normalize("NFC"));
    const student = this.#all.get(ownId) ?? {
      id: ownId,
      ...(name ? { name } : {}),
      ...(email ? { email } : {}),
    };
    this.#all.set(ownId, student);
    return student;
  }

  /**
   * Adds the students of these names in an order of their own, so that ids do not depend on the order in which files are read. Of two names that
   * are the same in one line, such as "Jane" and "Jane " with a space, the one that is in one line already has the id.
   */
  addAll(identities: readonly Identity[]): void {
    const named = identities
      .filter((who) => this.listed(who) === undefined)
      .map((who) => ({ who, text: unlisted(who).text }))
      .map((one) => ({ ...one, isChanged: cleanLine(one.text) !== one.text }));
    named.sort((a, b) => Number(a.isChanged) - Number(b.isChanged) || (a.text < b.text ? -1 : 1));
    for (const { who } of named) this.of(who);
  }

  /** An id that no student has whose name is another text. */
  #idOf(id: string, text: string): string {
    const other = this.#texts.get(id) ?? text;
    if (other !== text) return `${id} ~${shortHash(text)}`;
    this.#texts.set(id, text);
    return id;
  }

  /** Whether a roster was given and the student is not on it. */
  isUnlisted(student: Student): boolean {
    return this.#hasRoster && student.roster === undefined;
  }

  /** All students on the roster and all who handed a file in, sorted by id. */
  all(): Student[] {
    return [...this.#all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Sentences on spellings that differ from the roster's: those that were joined, and those that are near and were not. */
  spellings(): string[] {
    const joined = [...this.#joined].map(
      ([spelling, { id, name }]) =>
        `“${cleanLine(spelling)}” was taken for ${name ?? id} of the roster: the names differ in accents, apostrophes or order only.`,
    );
    const listed = this.all().filter(({ roster }) => roster !== undefined);
    const nearNames = new NearNames(listed.map(({ id, name }) => name ?? id));
    const near = this.all()
      .filter((student) => this.isUnlisted(student))
      .flatMap((student) => {
        const spelling = student.name ?? student.id;
        const found = listed[nearNames.find(spelling)];
        return found === undefined
          ? []
          : [
              `“${spelling}” is not on the roster, which has “${found.name ?? found.id}”: if they are one person, mend the spelling.`,
            ];
      });
    return [...joined, ...near];
  }

  /** The student of the roster with these names. */
  listed(who: Identity): Student | undefined {
    return this.match(who)?.student;
  }

  /** The student of the roster with these names, and whether by an account that the roster lists or by a name alone. */
  match(who: Identity): RosterMatch | undefined {
    if (who.canvasId !== undefined && this.#byCanvas.size > 0)
      return byAccount(this.#byCanvas.get(who.canvasId));
    if (who.canvasId !== undefined) return byName(this.#byLetters.get(letters(who.canvasName ?? "")));
    if (who.moodleId !== undefined) {
      if (this.#byMoodle.size > 0) return byAccount(this.#byMoodle.get(who.moodleId));
      // Where groups hand in, Moodle writes the group's name before the student's: "Team 3-Jane Doe".
      const parts = (who.moodleName ?? "").split("-");
      for (let at = 0; at < parts.length; at++) {
        const found = this.#named(parts.slice(at).join("-"));
        if (found) return byName(found);
      }
      return undefined;
    }
    // Anybody can take another student's login for a name at GitHub, so the roster's names at GitHub decide where it has some.
    if (who.sidOf === "github" && this.#byGithub.size > 0)
      return byAccount(this.#byGithub.get(folded(who.sid ?? "")));
    const [whole, ...parts] = [...(who.longerSids ?? []), who.sid, ...(who.shorterSids ?? [])];
    for (const text of [who.email, whole, ...parts, who.folder]) {
      const found = text === undefined ? undefined : this.#byLogin.get(folded(text));
      // A part of what may be the login may be another's.
      if (found) return parts.includes(text) ? byName(found) : byAccount(found);
    }
    const name = who.name ?? who.folder;
    return name === undefined ? undefined : byName(this.#named(name));
  }

  /** A student by name, else by a name that differs in accents, apostrophes or order only. */
  #named(name: string): Student | undefined {
    const exact = this.#byName.get(folded(name));
    if (exact || this.#byName.isShared(folded(name))) return exact;
    const loose = this.#byLooseName.get(looseName(name));
    if (loose && !namesOf(loose.name ?? loose.id).includes(folded(name))) this.#joined.set(name, loose);
    return loose;
  }
}

/** How the roster knows whose a file is. */
export interface RosterMatch {
  readonly student: Student;
  readonly by: "account" | "name";
}

const byAccount = (student: Student | undefined): RosterMatch | undefined =>
  student && { student, by: "account" };
const byName = (student: Student | undefined): RosterMatch | undefined => student && { student, by: "name" };

/** Tells whether names are those of a student on the roster. */
export function isOnRoster(roster: Roster): (who: Identity) => boolean {
  const students = new Students(roster);
  return (who) => students.listed(who) !== undefined;
}

/** An index of students. A key that two students share finds neither. */
class UniqueIndex {
  readonly #found = new Map<string, Student | null>();

  constructor(students: readonly Student[], keysOf: (student: Student) => readonly string[]) {
    for (const student of students) {
      for (const key of new Set(keysOf(student))) {
        if (key !== "") this.#found.set(key, this.#found.has(key) ? null : student);
      }
    }
  }

  get size(): number {
    return this.#found.size;
  }

  get(key: string): Student | undefined {
    return this.#found.get(key) ?? undefined;
  }

  isShared(key: string): boolean {
    return this.#found.get(key) === null;
  }
}

/** Names of a student who is not on a roster. @returns also the text that tells the student from others */
function unlisted(who: Identity): { text: string; name?: string; email?: string } {
  if (who.canvasId !== undefined)
    return { text: `${who.canvasName}-${who.canvasId}`, name: cleanLine(who.canvasName ?? "") };
  if (who.moodleId !== undefined)
    return { text: `${who.moodleName} ${who.moodleId}`, name: cleanLine(who.moodleName ?? "") };
  const email = who.email === undefined ? {} : { email: cleanLine(who.email) };
  const name = who.name === undefined ? {} : { name: cleanLine(who.name) };
  const text = who.email ?? who.sid ?? who.folder ?? who.name ?? `submission ${who.gradescopeId}`;
  return { text, ...name, ...email };
}
