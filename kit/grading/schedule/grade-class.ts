import { relative, resolve } from "node:path";
import { type Course, loadCourse } from "../../lesson/index.ts";
import { ClassError } from "../class-error.ts";
import { type Collected, collectUploads } from "../collect/collect.ts";
import { StagingFolder } from "../collect/staging-folder.ts";
import { OutFolder } from "../out-folder.ts";
import { isOnRoster } from "../roster/students.ts";
import { readManualPointsIn } from "../rules/manual-points.ts";
import { ClassRun } from "./class-run.ts";
import { classSeedIn } from "./class-seed.ts";
import type { ClassResult, GradeClassOptions } from "./grade-class-options.ts";
import { GradingRecords } from "./grading-records.ts";
import { WorkerPool } from "./worker-pool.ts";

/**
 * Grades a class and writes its gradebook.
 *
 * @throws ClassError when the input cannot be read, when OUT cannot be used, or when nothing can be graded
 */
export async function gradeClass(options: GradeClassOptions): Promise<ClassResult> {
  const outPath = resolve(options.out);
  refuseOverlap(options.submissions, outPath);
  const course = loadCourse(options.root);
  refuseUnknownLessons(options.lessons, course);
  const out = OutFolder.open(outPath);
  const pool = new WorkerPool({
    root: options.root,
    sandbox: options.sandbox,
    notebooksPerProcess: options.notebooksPerProcess,
    processes: options.processes,
  });
  const pools = [pool];
  const poolAside = () => {
    const { root, sandbox } = options;
    const aside = new WorkerPool({ root, sandbox, notebooksPerProcess: 1, processes: 1, givesWay: true });
    pools.push(aside);
    if (options.signal?.aborted) onAbort();
    return aside;
  };
  const onAbort = () => {
    for (const one of pools) one.stop(new ClassError("INTERRUPTED", "Grading was interrupted."));
  };
  options.signal?.addEventListener("abort", onAbort);
  if (options.signal?.aborted) onAbort();
  let collected: Collected | undefined;
  let staging: StagingFolder | undefined;
  let records: GradingRecords | undefined;
  try {
    const manual = readManualPointsIn(out);
    staging = new StagingFolder(out.own("staging"));
    records = new GradingRecords(out.own("journal.jsonl"), options.regrade ?? false);
    // Its probes have deadlines, and reading what was handed in may keep this process busy past them.
    await options.selfTest;
    collected = await collectUploads(options.submissions, {
      copies: out.own("staging/zips"),
      ...(options.roster === undefined ? {} : { isOnRoster: isOnRoster(options.roster) }),
      ...(options.rules?.timeZone === undefined ? {} : { zone: options.rules.timeZone }),
    });
    const classSeed = classSeedIn(out.own("seed"), options.seed);
    const run = new ClassRun({
      options,
      course,
      out,
      pool,
      poolAside,
      records,
      staging,
      collected,
      manual,
      classSeed,
    });
    return await run.run();
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
    await pool.close();
    collected?.close();
    records?.close();
    staging?.remove();
    out.close();
  }
}

/** Refuses an output folder inside the submissions, where the next run would read it as a submission. */
function refuseOverlap(submissions: readonly string[], out: string): void {
  for (const place of submissions) {
    const from = relative(resolve(place), out);
    if (from === "" || !from.startsWith(".."))
      throw new ClassError(
        "INVALID_INPUT",
        `The gradebook's folder ${out} lies in ${place}: give a folder outside the submissions.`,
      );
  }
}

function refuseUnknownLessons(asked: readonly string[] | undefined, course: Course): void {
  const known = course.lessons.map(({ id }) => id);
  const unknown = asked?.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new ClassError("INVALID_INPUT", `The course has no lesson ${unknown}. It has ${known.join(", ")}.`);
}
