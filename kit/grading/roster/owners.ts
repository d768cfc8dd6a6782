import { accountOf, type UploadedFile } from "../collect/layouts/uploaded-file.ts";
import type { Group, Groups } from "./groups.ts";
import { folded } from "./names.ts";
import type { Student, Students } from "./students.ts";

/** Who handed a file in, as far as its platform tells people apart. */
export interface Sender {
  /** The platform's account, or the folder. */
  readonly account: string;
  /** The student or the group for whom it was taken. */
  readonly takenFor: string;
  /** Whether the roster lists the account. Else a name had to be believed. */
  readonly isListed: boolean;
}

/** All whose work a file is: the student who handed it in, and the members of the group. */
export function ownersOf(upload: UploadedFile, students: Students, groups: Groups): readonly Student[] {
  const group = namedGroup(upload, students, groups);
  if (group !== undefined) return group.members;
  const direct = [upload.who, ...(upload.others ?? [])].map((who) => students.of(who));
  return [...new Set(direct.flatMap((student) => [student, ...(groups.of(student)?.members ?? [])]))];
}

/** The one by whom a file is a student's: the student, as the platform names the members of its group too, or another member. */
export function senderOf(upload: UploadedFile, { id }: Student, students: Students, groups: Groups): Sender {
  const group = namedGroup(upload, students, groups);
  const all = group === undefined ? [upload.who, ...(upload.others ?? [])] : [];
  const who = all.find((one) => students.of(one).id === id) ?? upload.who;
  return {
    account: accountOf(who),
    takenFor: group === undefined ? `student ${students.of(who).id}` : `group ${group.name}`,
    isListed: students.match(who)?.by === "account",
  };
}

/**
 * The group whose name the file's path has. A student may have taken a group's name: where the roster lists the account itself, its student
 * speaks for no group of others. A login that is the group's name to the letter leaves no choice: the list of groups decides.
 */
function namedGroup({ who }: UploadedFile, students: Students, groups: Groups): Group | undefined {
  const group = groups.named(who);
  if (group === undefined) return undefined;
  const direct = students.match(who);
  const isLogin = [who.sid, who.folder].some(
    (text) => text !== undefined && folded(text) === folded(group.name),
  );
  const isOfOthers = direct?.by === "account" && !group.members.includes(direct.student);
  return isOfOthers && !isLogin ? undefined : group;
}
