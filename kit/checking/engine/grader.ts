import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { codedError } from "../../common/coded-error.ts";
import { COURSE_FILE, type Course, loadCourse } from "../../lesson/index.ts";
import type { WallPlan } from "../../sandbox/isolation/index.ts";
import { AnswerCompiler, type RunnableAnswer } from "../assembly/compile-answer.ts";
import type { CheckIdentity, CheckPhase, ProcessSharing } from "../checks/request.ts";
import { type ExerciseReport, mergeReports } from "../report.ts";
import { locateExercises } from "../submission/locate-exercises.ts";
import type { Submission } from "../submission/submission.ts";
import { CheckRunner, type CheckReport as RunReport } from "./check-runner.ts";
import { type CollectedChecks, collectWith } from "./collect-checks.ts";
import { removeFolder, scratchFolder } from "./scratch-folder.ts";
import { SubmissionGrading } from "./submission-grading.ts";

export interface GraderOptions {
  /** The course's folder. */
  readonly root: string;
  /** Whether hidden checks run. @default false */
  readonly hidden?: boolean;
  /**
   * Whether answers may share a process, one after the other: those of one submission as long as they pass, or all of them, which is for
   * answers of the course itself alone. @default false
   */
  readonly keepProcesses?: boolean | "submission";
  /** Whether an exercise's checks end with the first that does not pass. @default false */
  readonly untilFailure?: boolean;
  /** The wall around answers, as `findSandbox` gives it. @default none */
  readonly sandbox?: WallPlan;
  /** Checks that repeat themselves run once, with this seed. @default as often as they ask for */
  readonly seed?: number;
  /** Compiles answers; several graders may share one. @default one of its own */
  readonly compiler?: AnswerCompiler;
  /** Another grader of the same course, which has listed its checks already. @default it lists them itself */
  readonly like?: Grader;
}

/** What is asked of one check of a submission. */
export interface CheckingOptions {
  readonly ids?: readonly string[];
  readonly onReport?: (report: ExerciseReport, seconds: number) => void;
  readonly phase?: CheckPhase;
  /** The names of the checks to run on the exercises that were asked for; the report says of the others that they did not report. @default all */
  readonly only?: readonly string[];
}

/** Somebody asked for a check to stop. */
export class StoppedError extends codedError<"STOPPED">("StoppedError") {
  constructor() {
    super("STOPPED", "The check was interrupted.");
  }
}

/** Checks submissions: holds what is slow to start, so that one check after the other is quick. */
export class Grader {
  readonly #root: string;
  readonly #hidden: boolean;
  readonly #keep: boolean | "submission";
  readonly #seed: number | undefined;
  readonly #untilFailure: boolean;
  /** Which checks of which exercises are to run, where not all of them are. */
  #only: { readonly ids: readonly string[]; readonly names: readonly string[] } | undefined;
  #submissions = 0;
  readonly #directory: string;
  readonly #runner: CheckRunner;
  readonly #compiler: AnswerCompiler;
  readonly #ownsCompiler: boolean;
  readonly #like: Grader | undefined;
  /** Answers that passed their visible checks, by what ran. */
  readonly #passed = new Set<string>();
  #course: { version: string; course: Course };
  #checks: Promise<CollectedChecks> | undefined;
  #checksVersion = "";
  #stopped = false;

  /** @throws LessonError when the course's data cannot be read */
  constructor({
    root,
    hidden = false,
    keepProcesses = false,
    untilFailure = false,
    sandbox,
    compiler,
    seed,
    like,
  }: GraderOptions) {
    this.#root = resolve(root);
    this.#course = { version: courseVersion(this.#root), course: loadCourse(this.#root) };
    this.#hidden = hidden;
    this.#keep = keepProcesses;
    this.#seed = seed;
    this.#untilFailure = untilFailure;
    this.#directory = scratchFolder();
    this.#runner = new CheckRunner({
      root,
      directory: this.#directory,
      // Where many submissions wait, no time is spent on what the next answer may not need, and nobody edits checks.
      ...(keepProcesses === "submission" ? { preload: false, warm: false, watches: false } : {}),
      ...(sandbox ? { sandbox } : {}),
    });
    this.#compiler = compiler ?? new AnswerCompiler(resolve(root));
    this.#ownsCompiler = compiler === undefined;
    this.#like = like;
  }

  /** The course, read again after an author changed it. */
  get course(): Course {
    const version = courseVersion(this.#root);
    if (version !== this.#course.version) this.#course = { version, course: loadCourse(this.#root) };
    return this.#course.course;
  }

  /** Reads what every check needs, ahead of the first one. */
  async warm(): Promise<void> {
    const collected = this.#collected();
    await Promise.all([collected, this.#compiler.warm()]);
  }

  /** Whether a part that cannot be replaced is gone. */
  get lost(): Error | undefined {
    return this.#runner.lost;
  }

  /**
   * Checks exercises of a submission, in the lesson's order; checks that must be alone come last.
   * @param options.ids - default: all of the lesson
   * @param options.onReport - called with each exercise's report as soon as it is there, and with how long its checks ran
   * @param options.phase - runs the checks of one phase only, for a class in which many submissions are graded at once: first "together" for all
   * of them, and when nothing else runs, "alone" for one after the other. `mergeReports` joins the two. Default: both
   */
  async check(
    submission: Submission,
    { ids, onReport, phase, only }: CheckingOptions = {},
  ): Promise<ExerciseReport[]> {
    this.#stopped = false;
    this.#submissions += 1;
    this.#only = only === undefined ? undefined : { ids: ids ?? [], names: only };
    const located = locateExercises(submission);
    const grading = new SubmissionGrading(this, submission, located);
    const asked = located.map(({ exercise }) => exercise.id).filter((id) => ids?.includes(id) ?? true);
    const reports = new Map<string, ExerciseReport>();
    const done = (report: ExerciseReport) => {
      reports.set(report.id, report);
      onReport?.(report, grading.secondsOf(report.id));
    };
    // Where nobody watches exercise by exercise, those that need no other one share a run.
    if (this.#keep === "submission" && phase === "together" && only === undefined)
      await grading.examineTogether(asked);
    const later: string[] = [];
    for (const id of asked) {
      const waits = phase !== "together" && (await this.#hasAlone(id));
      if (phase === "alone") {
        if (waits) done(await grading.reportAlone(id));
        continue;
      }
      const report = await grading.report(id);
      if (waits) later.push(id);
      else done(report);
    }
    for (const id of later) done(mergeReports(await grading.report(id), await grading.reportAlone(id)));
    return asked.flatMap((id) => reports.get(id) ?? []);
  }

  /** Whether an exercise has checks that must be alone. */
  async #hasAlone(exerciseId: string): Promise<boolean> {
    return (await this.checksOf(exerciseId)).taking.some((check) => check.alone);
  }

  /** Stops the check under way, which then fails with a StoppedError. */
  stop(): void {
    this.#stopped = true;
    this.#runner.stop();
  }

  /** Ends every process and removes every file that checking needed. */
  async close(): Promise<void> {
    if (this.#ownsCompiler) this.#compiler.close();
    await this.#runner.close();
    removeFolder(this.#directory);
  }

  /** The checks of an exercise that take part. */
  async checksOf(exerciseId: string): Promise<{ taking: CheckIdentity[]; hidden: CheckIdentity[] }> {
    const all = (await this.#collected())[exerciseId]?.checks ?? [];
    return {
      taking: all.filter((check) => this.#hidden || !check.hidden),
      hidden: all.filter((check) => check.hidden),
    };
  }

  get compiler(): AnswerCompiler {
    return this.#compiler;
  }

  /** Runs the checks of exercises on their answers: those of one phase. */
  async run(answers: ReadonlyMap<string, RunnableAnswer>, phase: CheckPhase): Promise<readonly RunReport[]> {
    const ids = [...answers.keys()];
    const lessons = new Set(ids.map((id) => id.slice(0, 2)));
    const files = this.#runner.files();
    const own = files.filter((file) => lessons.has(basename(file, ".check.ts")));
    const request = {
      mode: "run",
      answers: Object.fromEntries([...answers].map(([id, { answer }]) => [id, answer])),
      hidden: this.#hidden,
      phase,
      ...(this.#seed === undefined ? {} : { seed: this.#seed }),
      untilFailure: this.#untilFailure,
      // Other exercises that the answer needs are judged as a whole.
      ...(this.#only && ids.every((id) => this.#only?.ids.includes(id)) ? { only: this.#only.names } : {}),
      ...this.#sharing(),
    } as const;
    const reports = await this.#runner.run(own.length > 0 ? own : files, request);
    if (this.#stopped) throw new StoppedError();
    return reports;
  }

  #sharing(): { keep?: ProcessSharing } {
    if (this.#keep === false) return {};
    if (this.#keep === true) return { keep: { owner: "the course", afterFailure: true } };
    return { keep: { owner: `submission ${this.#submissions}`, afterFailure: false } };
  }

  /** Whether this very answer passed before; `remember` says that it did. */
  passedBefore(exerciseId: string, code: string, remember = false): boolean {
    const key = `${exerciseId}\n${code}`;
    if (remember) this.#passed.add(key);
    return this.#passed.has(key);
  }

  async #collected(): Promise<CollectedChecks> {
    if (this.#like) return this.#like.#collected();
    const version = this.#runner.version();
    if (this.#checks === undefined || version !== this.#checksVersion) {
      this.#checksVersion = version;
      this.#passed.clear();
      this.#checks = collectWith(this.#runner);
      this.#checks.catch(() => {
        this.#checks = undefined;
      });
    }
    return this.#checks;
  }
}

/** Changes when the course data or a reference solution does. */
function courseVersion(root: string): string {
  const solutions = join(root, "solutions");
  const names = existsSync(solutions) ? readdirSync(solutions).filter((name) => name.endsWith(".ts")) : [];
  return [join(root, COURSE_FILE), ...names.map((name) => join(solutions, name))]
    .map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    .join(" ");
}
