import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { courseRoot } from "../common/course-root.ts";
import { movesText } from "../grading/gradebook/index.ts";
import { ClassError, type ClassResult, gradeClass, readLateRules, readRoster } from "../grading/index.ts";
import { LessonError } from "../lesson/index.ts";
import { findSandbox, isSandbox, type Sandbox } from "../sandbox/isolation/index.ts";
import { type GradeCommandOptions, gradeHelp, gradeOptions, UsageError } from "./grade-options.ts";
import { GradeProgress, type ProgressStream } from "./grade-progress.ts";

/** Where the command writes. */
export interface GradeStreams {
  readonly out: NodeJS.WritableStream;
  readonly err: ProgressStream;
}

/** Notebooks graded at once for each core: while one waits for a check, another one computes. */
const jobsEach = 2.5;
/** Notebooks that one process grades at once at most. */
const lanesEach = 6;

/** `npm run grade`. @returns the exit code */
export async function gradeCommand(
  argv: readonly string[],
  streams: GradeStreams,
  signal?: AbortSignal,
): Promise<number> {
  const complain = (sentence: string, code: number) => {
    streams.err.write(`${sentence}\n`);
    return code;
  };
  try {
    const options = gradeOptions(argv);
    if (options) return await grade(options, streams, signal);
    streams.out.write(gradeHelp);
    return 0;
  } catch (error) {
    if (ClassError.isClassError(error)) {
      if (error.code === "INTERRUPTED")
        return complain(`${error.message} What was graded is kept: the same command goes on from here.`, 130);
      return complain(error.message, error.code === "GRADING_FAILED" ? 1 : 2);
    }
    if (error instanceof UsageError || LessonError.isLessonError(error)) return complain(error.message, 2);
    throw error;
  }
}

async function grade(
  options: GradeCommandOptions,
  { out, err }: GradeStreams,
  signal: AbortSignal | undefined,
): Promise<number> {
  const root = resolve(options.root ?? courseRoot());
  // What can be wrong in files is said before anything is started.
  const roster = options.roster === undefined ? undefined : readRoster(fromCaller(options.roster));
  const rules = options.rules === undefined ? undefined : readLateRules(fromCaller(options.rules));
  const sandbox = await sandboxFor(root, options);
  out.write(`Sandbox: ${sandbox.description}.\n`);
  const progress = new GradeProgress(err);
  const proof = proofOf(sandbox);
  proof.catch(() => {});
  const jobs = options.jobs ?? Math.round(availableParallelism() * jobsEach);
  const processes = Math.ceil(jobs / lanesEach);
  try {
    const result = await gradeClass({
      root,
      submissions: options.submissions.map(fromCaller),
      out: fromCaller(options.out),
      sandbox: sandbox.plan,
      regrade: options.regrade,
      proof,
      processes,
      lanes: Math.ceil(jobs / processes),
      onProgress: (step) => progress.show(step),
      ...(roster ? { roster } : {}),
      ...(rules ? { rules } : {}),
      ...(options.lessons ? { lessons: options.lessons } : {}),
      ...(signal ? { signal } : {}),
    });
    progress.end();
    out.write(`${report(result, options)}\n`);
    return 0;
  } finally {
    progress.end();
    // What the probes stand on must not go while they run.
    await proof.catch(() => {});
    await sandbox.close();
  }
}

async function sandboxFor(root: string, { sandbox: prefer }: GradeCommandOptions): Promise<Sandbox> {
  const found = await findSandbox({ root, ...(prefer ? { prefer } : {}) });
  if (!isSandbox(found)) throw new ClassError("NO_SANDBOX", found.sentence);
  return found;
}

/** Tries the sandbox with harmless probes. @throws ClassError `NO_SANDBOX` when one got through */
async function proofOf(sandbox: Sandbox): Promise<void> {
  if (sandbox.kind === "none") return;
  const proof = await sandbox.prove();
  if (!proof.held)
    throw new ClassError("NO_SANDBOX", `The sandbox did not hold, so nothing was graded: ${proof.sentence}`);
}

/** People that a report names before it points to the gradebook. */
const named = 15;

/** What the command says at its end. */
function report(result: ClassResult, { out, regrade }: GradeCommandOptions): string {
  const { counts, attention, moves, problems, notes, lessons, students } = result;
  const lines = [
    `${students} ${students === 1 ? "student" : "students"}, lesson${lessons.length === 1 ? "" : "s"} ${lessons.join(", ")}: ${Object.entries(
      counts,
    )
      .map(([status, count]) => `${count} ${status}`)
      .join(", ")}.`,
  ];
  if (attention.length > 0) {
    lines.push("", "Needs attention:");
    for (const { student, lesson, reason } of attention.slice(0, named))
      lines.push(`  ${student}, lesson ${lesson}: ${reason}`);
    if (attention.length > named) lines.push(`  and ${attention.length - named} more in ${out}/class.html`);
  }
  if (moves !== undefined && (regrade || moves.length > 0)) {
    lines.push("", moves.length === 0 ? "Nobody moved." : "Who moved:");
    if (moves.length > 0) lines.push(movesText(moves).replaceAll(/^/gm, "  "));
  }
  for (const sentence of [...problems, ...notes]) lines.push("", sentence);
  lines.push("", `The gradebook is in ${out}: open ${out}/class.html first.`);
  return lines.map(printable).join("\n");
}

/** A learner's name or file may hold what would steer a terminal. */
const printable = (text: string) => text.replace(/[^\P{Cc}\n]/gu, "\uFFFD");

/** npm runs scripts in the project's folder; the path was typed where npm was called. */
function fromCaller(path: string): string {
  const caller = process.env.INIT_CWD;
  if (caller === undefined) return resolve(path);
  return existsSync(resolve(caller, path)) || !existsSync(resolve(path))
    ? resolve(caller, path)
    : resolve(path);
}

if (import.meta.main) {
  // Whoever reads our output may have read enough, as `head` does.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => interrupted.abort());
  process.exitCode = await gradeCommand(
    process.argv.slice(2),
    { out: process.stdout, err: process.stderr },
    interrupted.signal,
  );
}
