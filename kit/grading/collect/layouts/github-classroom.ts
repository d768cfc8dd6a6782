import type { ArchiveEntry } from "../entries/archive-entry.ts";
import { CLASSROOM_SUFFIX, isClassroomFolder } from "./export-folders.ts";
import type { UploadedFile } from "./uploaded-file.ts";

/**
 * The assignment's name, when a folder is one that GitHub Classroom's command has cloned: `lesson-01-submissions/lesson-01-jdoe/…`.
 * Every repository's name begins with the assignment's.
 */
export function classroomAssignment(folder: string, repositories: readonly string[]): string | undefined {
  if (!isClassroomFolder(folder)) return undefined;
  const assignment = folder.slice(0, -CLASSROOM_SUFFIX.length);
  const isOwn = (name: string) => name.startsWith(`${assignment}-`) && name.length > assignment.length + 1;
  return repositories.length > 0 && repositories.every(isOwn) ? assignment : undefined;
}

/** Reads a path below the folder of such an assignment. What git keeps for itself is no student's file. */
export function classroomUpload(entry: ArchiveEntry, assignment: string): UploadedFile | undefined {
  const [repository = "", ...rest] = entry.path;
  if (rest.length === 0 || rest[0] === ".git") return undefined;
  return {
    layout: "github-classroom",
    who: { sid: repository.slice(assignment.length + 1), sidOf: "github" },
    fileName: rest.at(-1) as string,
    assignment,
    attempt: 0,
    entry,
  };
}
