import type { Handin, Identity } from "../collect/layouts/handin.ts";
import { oneLine } from "../text.ts";
import type { Roster, RosterStudent } from "./roster.ts";

/** Somebody whose work is graded. */
export interface Student {
  /** Unique in the class. */
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** The student's entry in the roster; none for somebody who is not on it, or where there is no roster. */
  readonly roster?: RosterStudent;
}

/** Finds out who handed something in: joins what a submission's name tells with the roster. */
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

  /** Who handed this in. Somebody whom the roster does not list is a student all the same. */
  of(handin: Handin): Student {
    const { who } = handin;
    const listed = this.#listed(who);
    if (listed) return listed;
    const { id, name, email } = unlisted(who);
    const known = this.#all.get(id);
    // The roster's own student of that name was looked for above, and is somebody else.
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

  /** Everybody on the roster, and everybody who handed something in, in the order of their ids. */
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

/** An index in which a key that two students have leads to none of them. */
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

const folded = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
const letters = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** "Doe, Jane" is "Jane Doe", too. */
function namesOf(name: string): string[] {
  const [last = "", first] = name.split(",");
  return first === undefined ? [folded(name)] : [folded(name), folded(`${first} ${last}`)];
}

function unlisted(who: Identity): { id: string; name?: string; email?: string } {
  if (who.canvasId !== undefined)
    return { id: oneLine(`${who.canvasName}-${who.canvasId}`), name: oneLine(who.canvasName ?? "") };
  if (who.moodleId !== undefined)
    return { id: oneLine(`${who.moodleName} ${who.moodleId}`), name: oneLine(who.moodleName ?? "") };
  const email = who.email === undefined ? {} : { email: oneLine(who.email) };
  const name = who.name === undefined ? {} : { name: oneLine(who.name) };
  const id = who.email ?? who.sid ?? who.folder ?? who.name ?? `submission ${who.gradescopeId}`;
  return { id: oneLine(id), ...name, ...email };
}
