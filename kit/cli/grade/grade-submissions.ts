import { availableParallelism } from "node:os";
import {
  ClassError,
  type GradingMachines,
  gradeClass,
  readLateRules,
  readRoster,
} from "../../grading/index.ts";
import { LessonError } from "../../lesson/index.ts";
import { findSandbox, isSandbox, type Sandbox, type SandboxKind } from "../../sandbox/index.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import { ClassProgressLine } from "./class-progress-line.ts";
import { classReport } from "./class-report.ts";

/** What to grade, and how. Paths are absolute. */
export interface GradeRequest {
  readonly root: string;
  readonly submissions: readonly string[];
  /** The gradebook's folder. */
  readonly out: string;
  /** The same as the user typed it, for the report. */
  readonly outAsTyped: string;
  readonly roster?: string;
  readonly groups?: string;
  readonly rules?: string;
  /** @default every lesson that was handed in */
  readonly lessons?: readonly string[];
  /** The only kind of sandbox to use. @default the best one that works here */
  readonly sandbox?: SandboxKind;
  readonly regrade: boolean;
  /** The secret of the class. @default the gradebook's own */
  readonly seed?: string;
  /** Machines that grade. @default this one alone */
  readonly machines?: GradingMachines;
  /** Notebooks graded at once, at least 1. @default 2.5 for each core */
  readonly jobs?: number;
}

/** Notebooks graded at once for each core: while one waits for a check, another one computes. */
const JOBS_PER_CORE = 2.5;
/** Notebooks that one process grades at once at most. */
const MAX_NOTEBOOKS_PER_PROCESS = 6;

/** Exit codes. */
const GRADING_FAILED = 1;
const NOTHING_TO_BEGIN_WITH = 2;
const INTERRUPTED = 130;

/**
 * Grades a class and prints a report.
 *
 * @returns the exit code
 * @throws CommandFailure when no gradebook was written
 */
export async function gradeSubmissions(request: GradeRequest, tools: CommandTools): Promise<number> {
  try {
    await grade(request, tools);
    return 0;
  } catch (error) {
    if (ClassError.is(error)) {
      const { message, code } = error;
      if (code === "INTERRUPTED")
        throw new CommandFailure(
          `${message} What was graded is kept: the same command goes on from here.`,
          INTERRUPTED,
          { cause: error },
        );
      const exitCode = code === "GRADING_FAILED" ? GRADING_FAILED : NOTHING_TO_BEGIN_WITH;
      throw new CommandFailure(message, exitCode, { cause: error });
    }
    if (LessonError.is(error))
      throw new CommandFailure(error.message, NOTHING_TO_BEGIN_WITH, { cause: error });
    throw error;
  }
}

async function grade(request: GradeRequest, { out, err, signal }: CommandTools): Promise<void> {
  const { root, lessons, groups } = request;
  // Mistakes in files are reported before anything is started.
  const roster = request.roster === undefined ? undefined : readRoster(request.roster);
  const rules = request.rules === undefined ? undefined : readLateRules(request.rules);
  const sandbox = await sandboxFor(request);
  out.write(`Sandbox: ${sandbox.description}.\n`);
  const progress = new ClassProgressLine(err);
  const selfTest = passSelfTest(sandbox);
  selfTest.catch(() => {});
  const jobs = request.jobs ?? Math.round(availableParallelism() * JOBS_PER_CORE);
  const processes = Math.ceil(jobs / MAX_NOTEBOOKS_PER_PROCESS);
  try {
    const result = await gradeClass({
      root,
      submissions: request.submissions,
      out: request.out,
      sandbox: sandbox.config,
      regrade: request.regrade,
      selfTest,
      processes,
      notebooksPerProcess: Math.ceil(jobs / processes),
      onProgress: (step) => progress.show(step),
      signal,
      ...(roster ? { roster } : {}),
      ...(groups ? { groups } : {}),
      ...(rules ? { rules } : {}),
      ...(lessons ? { lessons } : {}),
      ...(request.seed === undefined ? {} : { seed: request.seed }),
      ...(request.machines ? { machines: request.machines } : {}),
    });
    progress.end();
    out.write(`${classReport(result, request)}\n`);
  } finally {
    progress.end();
    // The probes use the sandbox's folder until they end.
    await selfTest.catch(() => {});
    await sandbox.close();
  }
}

async function sandboxFor({ root, sandbox: prefer }: GradeRequest): Promise<Sandbox> {
  const found = await findSandbox({ root, ...(prefer ? { prefer } : {}) });
  if (!isSandbox(found)) throw new ClassError("NO_SANDBOX", found.sentence);
  return found;
}

/** Tries the sandbox with harmless probes. @throws ClassError `NO_SANDBOX` when a probe got through */
async function passSelfTest(sandbox: Sandbox): Promise<void> {
  if (sandbox.kind === "none") return;
  const result = await sandbox.selfTest();
  if (!result.held)
    throw new ClassError("NO_SANDBOX", `The sandbox did not hold, so nothing was graded: ${result.sentence}`);
}
