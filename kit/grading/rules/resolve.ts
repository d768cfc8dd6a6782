import { basename } from "node:path";
import type { CourseLesson } from "../../lesson/index.ts";
import { accountOf, type UploadedFile } from "../collect/layouts/uploaded-file.ts";
import type { Sender } from "../roster/owners.ts";
import type { Student } from "../roster/students.ts";
import { safeName } from "../safe-name.ts";
import type { ReadNotebook } from "../schedule/outcome.ts";

/** A notebook that was handed in, before it is graded. */
export interface ListedNotebook {
  readonly upload: UploadedFile;
  readonly student: Student;
  /** Names of those who handed it in together with the student. */
  readonly together?: readonly string[];
  readonly read: ReadNotebook;
  /** Hash of its content; undefined where it could not be read. */
  readonly sha256?: string;
  /** The file that a grading process reads. */
  readonly file?: string;
}

/** A student's work on a lesson: the notebook that counts, or why none does. */
export interface PlannedRow {
  readonly student: Student;
  readonly lesson: string;
  readonly notebook?: ListedNotebook;
  /** Why it cannot be graded. */
  readonly problem?: string;
  /** Sentences on other findings. */
  readonly notes: readonly string[];
}

export interface ResolveInput {
  readonly notebooks: readonly ListedNotebook[];
  /** Files that are not notebooks, with their students. */
  readonly others: readonly { readonly upload: UploadedFile; readonly student: Student }[];
  /** Sentences for students on files of theirs that were left out. */
  readonly notes?: readonly { readonly student: Student; readonly text: string }[];
  readonly students: readonly Student[];
  readonly lessons: readonly CourseLesson[];
  /** Who handed a file in. @default the roster lists no account, so that two accounts are two people's */
  readonly senderOf?: (upload: UploadedFile, student: Student) => Sender;
  /** Ids of the lessons to grade. @default all lessons of the notebooks */
  readonly asked?: readonly string[];
}

/** The id of a lesson that could not be determined. */
export const UNKNOWN_LESSON = "unknown";

/** Decides which notebook counts for each student and lesson. The rows come by student, then by lesson. */
export function resolveRows(input: ResolveInput): PlannedRow[] {
  const notesOf = Map.groupBy(input.notes ?? [], ({ student }) => student);
  return rowsOf(input).map((row) => {
    const notes = (notesOf.get(row.student) ?? []).map(({ text }) => text);
    return notes.length === 0 ? row : { ...row, notes: [...row.notes, ...notes] };
  });
}

function rowsOf({
  notebooks,
  others,
  students,
  lessons,
  asked,
  senderOf = unlistedSender,
}: ResolveInput): PlannedRow[] {
  const known = lessons.map(({ id }) => id);
  const only = asked?.length === 1 ? asked[0] : undefined;
  const withLesson = notebooks.map((notebook) => ({
    notebook,
    lesson: notebook.read.lesson ?? lessonHint(notebook.upload, known) ?? only,
  }));
  const found = new Set(withLesson.flatMap(({ lesson }) => lesson ?? []));
  const single = found.size === 1 ? [...found][0] : undefined;
  const graded = known.filter((id) => asked?.includes(id) ?? found.has(id));
  const byStudent = Map.groupBy(withLesson, ({ notebook }) => notebook.student.id);
  const othersOf = Map.groupBy(others, ({ student }) => student.id);
  return students.flatMap((student) => {
    const own = Map.groupBy(
      byStudent.get(student.id) ?? [],
      ({ lesson }) => lesson ?? single ?? UNKNOWN_LESSON,
    );
    const lessonsOf = [...graded, ...(own.has(UNKNOWN_LESSON) ? [UNKNOWN_LESSON] : [])];
    return lessonsOf.map((lesson): PlannedRow => {
      const candidates = (own.get(lesson) ?? []).map(({ notebook }) => notebook);
      if (candidates.length > 0) return chosen(student, lesson, candidates, senderOf);
      const files = (othersOf.get(student.id) ?? [])
        .filter(({ upload }) => [lesson, undefined].includes(lessonHint(upload, known)))
        .map(({ upload }) => upload.fileName);
      if (files.length === 0) return { student, lesson, notes: [] };
      return { student, lesson, notes: [], problem: noNotebook(files, lesson) };
    });
  });
}

function noNotebook(files: readonly string[], lesson: string): string {
  const [first = "", ...more] = [...new Set(files)].sort();
  const and = more.length === 0 ? "" : ` and ${more.length} more`;
  return `Handed in ${shown(first)}${and}, and no notebook for lesson ${lesson}.`;
}

/** The lesson in the name of a file or of its assignment: the first number of two digits that is a lesson's id. */
export function lessonHint(
  { fileName, assignment = "" }: UploadedFile,
  known: readonly string[],
): string | undefined {
  for (const text of [fileName, assignment]) {
    for (const [digits] of text.matchAll(/(?<!\d)\d\d(?!\d)/g)) if (known.includes(digits)) return digits;
  }
  return undefined;
}

const unlistedSender = ({ who }: UploadedFile): Sender => ({
  account: accountOf(who),
  takenFor: "",
  isListed: false,
});

/** Chooses the notebook of the last attempt. Where no attempt is known to be the last, a person must choose. */
function chosen(
  student: Student,
  lesson: string,
  candidates: readonly ListedNotebook[],
  senderOf: (upload: UploadedFile, student: Student) => Sender,
): PlannedRow {
  const senders = candidates.map(({ upload }) => senderOf(upload, student));
  const isOneAccount = new Set(senders.map(({ account }) => account)).size === 1;
  const order = [...candidates].sort(
    (a, b) =>
      (isOneAccount ? b.upload.attempt - a.upload.attempt : 0) ||
      (b.upload.handedInAt ?? 0) - (a.upload.handedInAt ?? 0) ||
      (a.upload.entry.where < b.upload.entry.where ? -1 : 1),
  );
  const [first, second] = order as [ListedNotebook, ListedNotebook | undefined];
  const { together = [] } = first;
  const notes = together.length === 0 ? [] : [`Handed in together with ${together.join(", ")}.`];
  const row = { student, lesson, notebook: first, notes };
  if (second === undefined) return withProblem(row);
  const isSame = order.every(({ sha256 }) => sha256 !== undefined && sha256 === first.sha256);
  // Notebooks in several folders below one name may be those of several people.
  const folders = new Set(order.map(({ upload }) => upload.assignment));
  if (isSame)
    return withProblem({
      ...row,
      notes: [...notes, `The same notebook was handed in ${order.length} times.`],
    });
  const isOfSeveral = haveOneName(senders);
  const isLast = isOneAccount ? isLaterAttempt(first.upload, second.upload) : isLatest(order);
  if (isLast && !isOfSeveral && folders.size === 1) {
    const note = `${order.length} attempts were handed in; the last one counts.`;
    return withProblem({ ...row, notes: [...notes, note] });
  }
  const names = order.map(({ upload }) => shown(upload.entry.where));
  const advice = isOfSeveral
    ? "They came from several accounts with one name, so they may be of several people: add the platform's own numbers or logins to the roster, or keep one."
    : folders.size > 1
      ? "If they are of several people, give the folder that holds the folders of the students; else keep one."
      : "Keep one.";
  return {
    student,
    lesson,
    notes: [],
    problem: `${order.length} notebooks were handed in for lesson ${lesson}, and nothing tells which one counts: ${names.slice(0, 4).join(", ")}${names.length > 4 ? ", …" : ""}. ${advice}`,
  };
}

/** Whether one name stands for several accounts, and the roster does not list them all. Their owners may be several people. */
function haveOneName(senders: readonly Sender[]): boolean {
  return [...Map.groupBy(senders, ({ takenFor }) => takenFor).values()].some(
    (own) => new Set(own.map(({ account }) => account)).size > 1 && own.some(({ isListed }) => !isListed),
  );
}

/** Whether an upload of one account is a later attempt than the next one. Canvas counts those of one file name. */
const isLaterAttempt = (first: UploadedFile, second: UploadedFile): boolean =>
  (first.attempt > second.attempt && first.fileName === second.fileName) ||
  (first.attempt === second.attempt && (first.handedInAt ?? 0) > (second.handedInAt ?? 0));

/** Whether the first upload was handed in after all others. Attempts are counted for each account, so that of several accounts only times can tell. */
function isLatest([first, ...others]: readonly ListedNotebook[]): boolean {
  const time = first?.upload.handedInAt;
  return (
    time !== undefined &&
    others.every(({ upload: { handedInAt } }) => handedInAt !== undefined && handedInAt < time)
  );
}

function withProblem(row: PlannedRow): PlannedRow {
  const problem = row.notebook?.read.problem;
  return problem === undefined ? row : { ...row, problem };
}

/** A name, shortened for a sentence. */
const shown = (name: string) => (name.length > 80 ? `${name.slice(0, 79)}…` : name);

/** A file's name for sentences, with unsafe characters replaced. */
export const nameForSentences = (fileName: string): string => safeName(basename(fileName));
