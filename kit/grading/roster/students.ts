import { oneLine } from "../../common/one-line.ts";
import type { Identity, UploadedFile } from "../collect/layouts/uploaded-file.ts";
import { cleanLine } from "../text.ts";
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
  readonly #byName: UniqueIndex;
  readonly #byLetters: UniqueIndex;

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
    this.#byName = new UniqueIndex(listed, ({ name }) => (name ? namesOf(name) : []));
    this.#byLetters = new UniqueIndex(listed, ({ name }) => (name ? [letters(name)] : []));
  }

  /** The student who handed a file in. A student whom the roster does not list is added. */
  of(upload: UploadedFile): Student {
    const { who } = upload;
    const listed = this.#listed(who);
    if (listed) return listed;
    const { id, name, email } = unlisted(who);
    const known = this.#all.get(id);
    // A listed student with this id did not match above, so it is a different person.
    const ownId = known?.roster ? `${id} (not on the roster)` : id;
    const student = this.#all.get(ownId) ?? {
      id: ownId,
      ...(name ? { name } : {}),
      ...(email ? { email } : {}),
    };
    this.#all.set(ownId, student);
    return student;
  }

  /** Whether a roster was given and the student is not on it. */
  isUnlisted(student: Student): boolean {
    return this.#hasRoster && student.roster === undefined;
  }

  /** All students on the roster and all who handed a file in, sorted by id. */
  all(): Student[] {
    return [...this.#all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #listed(who: Identity): Student | undefined {
    if (who.canvasId !== undefined)
      return (
        this.#byCanvas.get(who.canvasId) ??
        (this.#byCanvas.size > 0 ? undefined : this.#byLetters.get(letters(who.canvasName ?? "")))
      );
    if (who.moodleId !== undefined)
      return (
        this.#byMoodle.get(who.moodleId) ??
        (this.#byMoodle.size > 0 ? undefined : this.#byName.get(folded(who.moodleName ?? "")))
      );
    for (const text of [who.email, who.sid, who.folder]) {
      const found = text === undefined ? undefined : this.#byLogin.get(folded(text));
      if (found) return found;
    }
    const name = who.name ?? who.folder;
    return name === undefined ? undefined : this.#byName.get(folded(name));
  }
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

  get(key: string): Student | undefined {
    return this.#found.get(key) ?? undefined;
  }
}

const folded = (text: string) => oneLine(text.normalize("NFC")).toLowerCase();
const letters = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** The forms of a name: "Doe, Jane" is also "Jane Doe". */
function namesOf(name: string): string[] {
  const [last = "", first] = name.split(",");
  return first === undefined ? [folded(name)] : [folded(name), folded(`${first} ${last}`)];
}

function unlisted(who: Identity): { id: string; name?: string; email?: string } {
  if (who.canvasId !== undefined)
    return { id: cleanLine(`${who.canvasName}-${who.canvasId}`), name: cleanLine(who.canvasName ?? "") };
  if (who.moodleId !== undefined)
    return { id: cleanLine(`${who.moodleName} ${who.moodleId}`), name: cleanLine(who.moodleName ?? "") };
  const email = who.email === undefined ? {} : { email: cleanLine(who.email) };
  const name = who.name === undefined ? {} : { name: cleanLine(who.name) };
  const id = who.email ?? who.sid ?? who.folder ?? who.name ?? `submission ${who.gradescopeId}`;
  return { id: cleanLine(id), ...name, ...email };
}
