import type { UploadedFile } from "../collect/layouts/uploaded-file.ts";
import type { Groups } from "./groups.ts";
import type { Student, Students } from "./students.ts";

/** All whose work a file is: the student who handed it in, and the members of the group. */
export function ownersOf(upload: UploadedFile, students: Students, groups: Groups): readonly Student[] {
  const group = groups.named(upload.who);
  if (group !== undefined) return group.members;
  const direct = [upload.who, ...(upload.others ?? [])].map((who) => students.of(who));
  return [...new Set(direct.flatMap((student) => [student, ...(groups.of(student)?.members ?? [])]))];
}
