/**
 * A process that grades several notebooks at once. It holds the checks and what they expect; answers run in their own processes. When a
 * notebook ends this process, the worker pool starts another one, and no other notebook loses its grade.
 *
 * Arguments: one JSON object, see {@link WorkerOptions}.
 */
import { basename } from "node:path";
import {
  AnswerCompiler,
  CheckFileError,
  classGraders,
  type ExerciseReport,
  type Grader,
  locateExercises,
  mergeReports,
  parseNotebook,
  type Submission,
  SubmissionError,
} from "../../checking/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { timedStage } from "../../common/timed-stage.ts";
import { loadCourse } from "../../lesson/index.ts";
import type { SandboxConfig } from "../../sandbox/index.ts";
import { readFileWithin } from "../collect/entries/folder-entries.ts";
import { sha256 } from "../text.ts";
import { FairLanes } from "./fair-lanes.ts";
import { MAX_NOTEBOOK_BYTES } from "./limits.ts";
import type { FromWorker, GradedNotebook, GradingTask, ReadNotebook, ToWorker } from "./outcome.ts";
import { usedShares } from "./used-share.ts";

/** The argument of a grading process. */
export interface WorkerOptions {
  readonly root: string;
  /** The sandbox around answers. */
  readonly sandbox: SandboxConfig;
  /** Notebooks graded at once. */
  readonly notebooksPerProcess: number;
}

interface Numbered {
  readonly id: number;
}

const options = JSON.parse(process.argv[2] ?? "{}") as WorkerOptions;
const course = loadCourse(options.root);
const send = (message: FromWorker) => process.send?.(message);

const all: Grader[] = [];
const compiler = new AnswerCompiler(options.root);
const makeGrader = classGraders({ root: options.root, compiler, sandbox: options.sandbox });
/** Each lane is a grader, made when it is first needed. */
const lanes = new FairLanes(options.notebooksPerProcess, newGrader);
/** Notebooks that have given their lane back, by the ids of their jobs: the pool says when they may ask for one again. */
const standingBack = new Map<number, () => void>();

async function withGrader<T>(work: (grader: Grader) => Promise<T>): Promise<T> {
  const mine = await lanes.take(0);
  try {
    return await work(mine);
  } finally {
    giveBack(mine);
  }
}

const giveBack = (grader: Grader) => lanes.giveBack(grader, grader.lost ? replaced(grader) : grader);

/** A new grader in place of one whose thread ended, which can grade no more. */
function replaced(lost: Grader): Grader {
  all.splice(all.indexOf(lost), 1);
  lost.close().catch(() => {});
  return newGrader();
}

function newGrader(): Grader {
  const grader = makeGrader();
  all.push(grader);
  return grader;
}

async function bytesOf(task: GradingTask): Promise<Buffer> {
  const bytes = await readFileWithin(task.file, MAX_NOTEBOOK_BYTES);
  if (sha256(bytes) !== task.sha256) throw new Error("It was changed while the class was being graded");
  return bytes;
}

/** Says which notebook keeps this process from answering, so that the worker pool knows it when it has to end the process. */
function whileBusy<T>({ id }: Numbered, work: () => T): T {
  send({ busy: id });
  try {
    return work();
  } finally {
    send({ busy: null });
  }
}

async function submissionOf(task: GradingTask & Numbered): Promise<Submission> {
  const bytes = await bytesOf(task);
  return whileBusy(task, () => parseNotebook(bytes, task.name, course));
}

async function read(task: GradingTask & Numbered): Promise<ReadNotebook> {
  let lesson: string | undefined;
  try {
    const submission = await submissionOf(task);
    lesson = submission.lesson.id;
    const { exercises } = submission.lesson;
    const located = whileBusy(task, () => locateExercises(submission));
    if (exercises.length > 0 && located.every(({ state }) => state === "missing"))
      return { lesson, problem: `${basename(task.name)} holds none of the exercises of lesson ${lesson}.` };
    return { lesson };
  } catch (error) {
    const problem = errorMessage(error);
    return { problem, ...(lesson === undefined ? {} : { lesson }) };
  }
}

/** Adds the processor time that reading took. While a notebook is read, this process does nothing else. */
async function timedRead(task: GradingTask & Numbered): Promise<ReadNotebook> {
  const before = process.cpuUsage();
  const result = await read(task);
  const { user, system } = process.cpuUsage(before);
  return { ...result, seconds: (user + system) / 1e6 };
}

/** The seconds in which a notebook has a lane. */
class LaneClock {
  #before = 0;
  #since = performance.now();

  get seconds(): number {
    return (this.#before + performance.now() - this.#since) / 1000;
  }

  /** Stops while `wait` runs. */
  async without<T>(wait: () => Promise<T>): Promise<T> {
    this.#before += performance.now() - this.#since;
    try {
      return await wait();
    } finally {
      this.#since = performance.now();
    }
  }
}

/** Grades a notebook. One that has had its share of the lanes lets the others go first, between two of its exercises, or behind a check that ran out of time. */
async function grade(task: GradingTask & Numbered): Promise<GradedNotebook> {
  let mine = await lanes.take(0);
  try {
    const submission = await submissionOf(task);
    const clock = new LaneClock();
    const between = async (timeouts: number) => {
      const level = usedShares(timeouts, clock.seconds);
      if (level === 0) return undefined;
      giveBack(mine);
      mine = await clock.without(() => laneBehindOthers(task, level));
      return mine;
    };
    const exerciseSeconds: Record<string, number> = {};
    const exercises = await timedStage("notebook", () =>
      whileBusy(task, () =>
        mine.checkTogether(submission, {
          classSeed: task.classSeed,
          between,
          onReport: ({ id }, seconds) => {
            exerciseSeconds[id] = Math.round(seconds * 1000) / 1000;
          },
        }),
      ),
    );
    const alone = await exercisesAlone(mine, exercises);
    return {
      exercises,
      manual: submission.manual ?? [],
      seconds: Math.round(clock.seconds * 1000) / 1000,
      exerciseSeconds,
      ...(alone.length === 0 ? {} : { alone }),
    };
  } finally {
    giveBack(mine);
  }
}

/** A lane for a notebook that has had its share. Notebooks that the pool still has come first, so it is asked. */
async function laneBehindOthers({ id }: Numbered, level: number): Promise<Grader> {
  await new Promise<void>((resolve) => {
    standingBack.set(id, resolve);
    send({ standsBack: id });
  });
  const lane = await lanes.take(level);
  send({ goesOn: id });
  return lane;
}

/** Exercises with checks that must run alone on the machine. */
async function exercisesAlone(grader: Grader, reports: readonly ExerciseReport[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { id } of reports) if (await grader.hasChecksAlone(id)) ids.push(id);
  return ids;
}

/** Runs the checks that must run alone, and adds them to the reports of the other checks. Nothing else may run meanwhile. */
async function gradeAlone(
  task: GradingTask & Numbered,
  { alone: ids = [], ...together }: GradedNotebook,
): Promise<GradedNotebook> {
  const submission = await submissionOf(task);
  return withGrader(async (grader) => {
    const start = performance.now();
    const { classSeed } = task;
    const reports = await whileBusy(task, () => grader.checkAlone(submission, { ids, classSeed }));
    return {
      ...together,
      exercises: together.exercises.map((report) => {
        const own = reports.find(({ id }) => id === report.id);
        return own ? mergeReports(report, own) : report;
      }),
      seconds: Math.round(together.seconds * 1000 + performance.now() - start) / 1000,
    };
  });
}

/** Points of each exercise, by its id. */
function points(): Promise<Record<string, number>> {
  return withGrader(async (grader) => {
    // The compiler starts before the first answer needs it.
    compiler.warm().catch(() => {});
    const worth: Record<string, number> = {};
    for (const { id } of course.lessons.flatMap(({ exercises }) => exercises)) {
      const { taking } = await grader.checksOf(id);
      worth[id] = taking.reduce((total, check) => total + check.points, 0);
    }
    return worth;
  });
}

async function end(): Promise<void> {
  await Promise.all(all.map((grader) => grader.close()));
  compiler.close();
  process.exit(0);
}

process.on("message", async (message: ToWorker) => {
  if (message.op === "end") {
    await end();
    return;
  }
  if (message.op === "again") {
    standingBack.get(message.id)?.();
    standingBack.delete(message.id);
    return;
  }
  const { id, op } = message;
  try {
    if (op === "read") send({ id, read: await timedRead(message) });
    else if (op === "points") send({ id, points: await points() });
    else if (op === "alone") send({ id, graded: await gradeAlone(message, message.together) });
    else send({ id, graded: await grade(message) });
  } catch (error) {
    if (CheckFileError.is(error)) send({ fatal: error.message });
    else if (SubmissionError.is(error)) send({ id, read: { problem: error.message } });
    else send({ id, failed: errorMessage(error) });
  }
});
// The worker pool has ended: the running answers end too.
process.on("disconnect", () => void end());
// Ctrl-C reaches the whole process group. The worker pool then ends this process in order.
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
send({ ready: true });
