import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AIAgent } from "@swarmlab/labs/agents";
import { loadCourse } from "../../lesson/index.ts";
import type { SandboxKind } from "../../sandbox/index.ts";
import { lessonVersions } from "../schedule/course-version.ts";
import { type GradingResult, WorkerPool } from "../schedule/worker-pool.ts";
import { gradingMachine } from "./grading-machine.ts";

/** One notebook, with all that a machine needs that has the same course. Plain data. */
export interface NotebookToGrade {
  readonly notebook: Uint8Array;
  /** Its name in sentences. */
  readonly name: string;
  readonly sha256: string;
  readonly lesson: string;
  /** The version of the lesson's checks, where the class is graded. */
  readonly version: string;
  /** The secret of the class. The queue's owner can read it, as they can read the notebooks. */
  readonly classSeed: string;
}

/** The report on a notebook, and the kind of sandbox in which its answers ran. */
export interface GradedElsewhere {
  readonly result: GradingResult;
  readonly sandbox: SandboxKind;
}

interface Desk {
  readonly pool: WorkerPool;
  readonly sandbox: SandboxKind;
  readonly versions: ReadonlyMap<string, string>;
}

/** The grading process beside this one. It stays for the next notebook, and ends with this process. */
let desk: Desk | undefined;

/** An agent that grades one notebook, in the sandbox of the machine that runs it. */
export class NotebookGrader extends AIAgent<NotebookToGrade, GradedElsewhere> {
  static readonly module: string = import.meta.url;

  /** @throws Error on a machine that does not grade, or has other checks: its notebook is graded elsewhere */
  protected override async think(task: NotebookToGrade): Promise<GradedElsewhere> {
    desk ??= openDesk();
    if (desk.versions.get(task.lesson) !== task.version)
      throw new Error(`This machine has other checks of lesson ${task.lesson}: give it the same course.`);
    const folder = await mkdtemp(join(tmpdir(), "swarmlab-grade-"));
    try {
      const file = join(folder, "notebook.ipynb");
      await writeFile(file, task.notebook);
      const { name, sha256, classSeed } = task;
      return { result: await desk.pool.grade({ file, name, sha256, classSeed }), sandbox: desk.sandbox };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function openDesk(): Desk {
  const machine = gradingMachine();
  if (machine === undefined)
    throw new Error("This worker was not started for grading: start it with npm run worker -- --grade");
  const { root, sandbox } = machine;
  return {
    pool: new WorkerPool({ root, sandbox, processes: 1, notebooksPerProcess: 1 }),
    sandbox: sandbox.kind,
    versions: lessonVersions(root, loadCourse(root)),
  };
}
