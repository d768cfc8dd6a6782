import { columnName } from "./columns.ts";

/** Words of roles that are no student's, as platforms write them in several languages. */
const STAFF =
  /\b(?:instructor|teacher|non-editing|ta|tas|teaching|assistant|reader|grader|staff|professor|faculty|tutor|observer|designer|admin|administrator|manager|lecturer|trainer|dozent|lehrende|lehrer|betreuer|enseignant|tuteur|profesor|professeur|docente|insegnante|docent|larare|laerer|nauczyciel|ucitel|ogretmen)/;

/** Whether a role of a roster is one of staff. A role that is not known is taken for a student's, so that no student is lost. */
export function isStaff(role: string): boolean {
  const name = columnName(role);
  return STAFF.test(name) && !/\bstudent|\blearner/.test(name);
}
