import { resolve } from "node:path";
import type { SandboxConfig } from "../../sandbox/index.ts";
import { AnswerCompiler } from "../assembly/compile-answer.ts";
import type { CheckIdentity, RunSettings } from "../checks/request.ts";
import { CheckEngine, type CheckEngineOptions } from "./check-engine.ts";
import { CheckRunner } from "./check-runner.ts";
import { checksAsEdited, checksOnce } from "./checks-source.ts";
import { GradedCourse } from "./graded-course.ts";
import { Grader } from "./grader.ts";
import { scratchFolder } from "./scratch-folder.ts";

export interface NotebookGraderOptions {
  /** The course's folder. */
  readonly root: string;
  /** The sandbox around answers, as `findSandbox` gives it. @default none */
  readonly sandbox?: SandboxConfig;
  /** Checks that repeat themselves run once, with this seed. @default as often as they ask for */
  readonly seed?: number;
}

/**
 * A grader for a learner who waits: visible checks alone, each exercise's answer in a fresh process, which is started ahead.
 * @throws LessonError when the course's data cannot be read
 */
export function notebookGrader({ root, sandbox, seed }: NotebookGraderOptions): Grader {
  const compiler = new AnswerCompiler(resolve(root));
  const parts = partsOf({
    root,
    sandbox,
    preload: true,
    checks: checksAsEdited(),
    takesPart: isVisible,
    settings: seed === undefined ? {} : { seed },
  });
  parts.runner.warm();
  return new Grader({ ...parts, compiler, onClose: () => compiler.close() });
}

export interface ClassGradersOptions {
  /** The course's folder. */
  readonly root: string;
  /** The sandbox around answers, as `findSandbox` gives it. @default none */
  readonly sandbox?: SandboxConfig;
  /** Compiles the answers of all graders. The caller closes it. */
  readonly compiler: AnswerCompiler;
}

/**
 * Makes the graders of one class: hidden checks too, all graders by the same version of the checks. Each exercise's answer gets a fresh process, and
 * another one for its hidden checks.
 * @throws LessonError when the course's data cannot be read
 */
export function classGraders({ root, sandbox, compiler }: ClassGradersOptions): () => Grader {
  const checks = checksOnce();
  return () => {
    const parts = partsOf({
      root,
      sandbox,
      preload: false,
      checks,
      takesPart: isAny,
      settings: {},
    });
    return new Grader({ ...parts, compiler });
  };
}

/** All of the course's own answers may share a process, also after a failure: the course wrote them. */
const SHARED_BY_COURSE: RunSettings = { sharesProcess: true };

/**
 * A grader for the course's own answers: hidden checks too, and one process for all answers, also after a failure: lesson 01 takes 0.9 s instead of
 * 5.6 s with a fresh process for each exercise (medians of 11 on two busy cores).
 *
 * @param compiler - compiles the answers; the caller closes it
 * @throws LessonError when the course's data cannot be read
 */
export function authoringGrader(root: string, compiler: AnswerCompiler): Grader {
  return courseGrader(root, compiler, SHARED_BY_COURSE);
}

/**
 * An authoring grader for mutants. The checks of an exercise end with the first that does not pass: one is enough to kill a mutant. A mutant of exercise
 * 01.2 that never ends is judged in 5 s instead of 29 s.
 */
export function mutantGrader(root: string, compiler: AnswerCompiler): Grader {
  return courseGrader(root, compiler, { ...SHARED_BY_COURSE, untilFailure: true });
}

/** An authoring grader that gives each answer a fresh process, as a learner's answer gets. */
export function carefulGrader(root: string, compiler: AnswerCompiler): Grader {
  return courseGrader(root, compiler, {});
}

function courseGrader(root: string, compiler: AnswerCompiler, settings: RunSettings): Grader {
  const checks = checksAsEdited();
  const parts = partsOf({ root, preload: true, checks, takesPart: isAny, settings });
  parts.runner.warm();
  return new Grader({ ...parts, compiler });
}

const isVisible = ({ hidden }: CheckIdentity) => !hidden;
const isAny = () => true;

/** The parts that graders of all kinds have. */
function partsOf({
  root,
  sandbox,
  preload,
  ...how
}: Pick<CheckEngineOptions, "checks" | "takesPart" | "settings"> & {
  readonly root: string;
  readonly sandbox?: SandboxConfig | undefined;
  readonly preload: boolean;
}) {
  // Read first: a course that cannot be read leaves no folder and no thread behind.
  const course = new GradedCourse(resolve(root));
  const directory = scratchFolder();
  const runner = new CheckRunner({ root, directory, preload, ...(sandbox ? { sandbox } : {}) });
  return { course, runner, engine: new CheckEngine({ runner, directory, ...how }) };
}
