/** Who is in the class. */
export { type CsvTable, parseCsv, readCsv } from "./read-csv.ts";
export {
  columnFinder,
  type Roster,
  type RosterKind,
  type RosterStudent,
  readRoster,
  rosterOf,
} from "./roster.ts";
export { type Student, Students } from "./students.ts";
