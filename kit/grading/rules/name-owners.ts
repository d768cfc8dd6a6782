import type { Student } from "../roster/students.ts";

/**
 * Which student of a class a name means. Somebody may be called like another student's id or login, so a name is that of the student whose id it is,
 * else whose login or address it is, else whose name it is.
 */
export class NameOwners {
  /** Ids of students by their names; null for a name of several. */
  readonly #owners = new Map<string, string | null>();

  constructor(students: readonly Student[]) {
    const kinds: readonly ((student: Student) => readonly (string | undefined)[])[] = [
      ({ id }) => [id],
      ({ email, roster }) => [email, ...(roster?.logins ?? [])],
      ({ name }) => [name],
    ];
    for (const namesOf of kinds) {
      const found = new Map<string, string | null>();
      for (const student of students) {
        for (const name of namesOf(student)) {
          if (name === undefined || this.#owners.has(name)) continue;
          const other = found.get(name) ?? student.id;
          found.set(name, found.get(name) === null || other !== student.id ? null : student.id);
        }
      }
      for (const [name, owner] of found) this.#owners.set(name, owner);
    }
  }

  isOf(name: string, id: string): boolean {
    return this.#owners.get(name) === id;
  }

  isShared(name: string): boolean {
    return this.#owners.get(name) === null;
  }
}
