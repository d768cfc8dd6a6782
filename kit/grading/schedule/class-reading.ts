import { median } from "../../common/median.ts";
import type { Collected } from "../collect/collect.ts";
import { studentKey, type UploadedFile } from "../collect/layouts/uploaded-file.ts";
import type { StagingFolder } from "../collect/staging-folder.ts";
import type { Student } from "../roster/students.ts";
import { type ListedNotebook, nameForSentences } from "../rules/resolve.ts";
import { sha256 } from "../text.ts";
import type { GradingRecords } from "./grading-records.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import type { GradingTask, ReadNotebook } from "./outcome.ts";
import { ReadingBudget } from "./reading-budget.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** Bytes of one student's notebooks above which they may be read aside. A notebook of the course has 80 kB. */
const LARGE_BYTES = 1_000_000;
/** They are, where they have so many times the bytes of the student in the middle. */
const LARGE_TIMES = 4;

export interface ClassReadingOptions {
  readonly collected: Pick<Collected, "notebooks">;
  readonly staging: StagingFolder;
  readonly records: GradingRecords;
  readonly classSeed: string;
  /** The version of each lesson's checks. */
  readonly versions: readonly string[];
  /** Reads and grades. */
  readonly pool: WorkerPool;
  /** Makes the pool of one process, of low priority, in which the large notebooks are read. This reading closes it. */
  readonly poolAside: () => WorkerPool;
  readonly ownersOf: (upload: UploadedFile) => readonly Student[];
  readonly onRead?: (done: number, total: number) => void;
}

/** Finds the student and the lesson of each notebook of a class. */
export class ClassReading {
  readonly #options: ClassReadingOptions;
  #done = 0;

  constructor(options: ClassReadingOptions) {
    this.#options = options;
  }

  /**
   * Reads every notebook: those of one student one after the other, and the smallest students' first. Students who handed in far more than the others
   * are read beside them, in a process that gives way, so that no class waits for the reading of one.
   *
   * @param onMost - called with the notebooks of all other students when these are read
   */
  async read(onMost: (listed: readonly ListedNotebook[]) => void = () => {}): Promise<ListedNotebook[]> {
    const { collected, pool, poolAside } = this.#options;
    const students = [...Map.groupBy(collected.notebooks, studentKey).values()].sort(
      (one, other) => bytesOf(one) - bytesOf(other),
    );
    const limit = Math.max(LARGE_BYTES, LARGE_TIMES * median(students.map(bytesOf)));
    const large = students.filter((uploads) => bytesOf(uploads) > limit);
    const most = students.slice(0, students.length - large.length);
    if (large.length === 0) return this.#readIn(pool, most);
    const aside = poolAside();
    try {
      const readingMost = this.#readIn(pool, most).then((listed) => {
        onMost(listed);
        return listed;
      });
      return (await Promise.all([readingMost, this.#readIn(aside, large)])).flat();
    } finally {
      await aside.close();
    }
  }

  async #readIn(pool: WorkerPool, students: readonly (readonly UploadedFile[])[]): Promise<ListedNotebook[]> {
    const { collected, onRead } = this.#options;
    const listed = await mapConcurrently(students, pool.width * 2, async (uploads) => {
      const budget = new ReadingBudget();
      const own: ListedNotebook[] = [];
      for (const upload of uploads) {
        own.push(...(await this.#readUpload(upload, budget, pool)));
        this.#done += 1;
        onRead?.(this.#done, collected.notebooks.length);
      }
      return own;
    });
    return listed.flat();
  }

  async #readUpload(
    upload: UploadedFile,
    budget: ReadingBudget,
    pool: WorkerPool,
  ): Promise<ListedNotebook[]> {
    const { staging, classSeed, ownersOf } = this.#options;
    const owners = ownersOf(upload);
    const placed = await staging.place(upload);
    const name = nameForSentences(upload.fileName);
    const listed =
      "problem" in placed
        ? { upload, read: { problem: `${name} ${placed.problem}.` } }
        : {
            upload,
            ...placed,
            read: await this.#readOne(
              { ...(placed as Required<typeof placed>), name, classSeed },
              budget,
              pool,
            ),
          };
    return owners.map((student) => ({
      ...listed,
      student,
      together: owners.filter((other) => other !== student).map((other) => other.name ?? other.id),
    }));
  }

  /** Reads a notebook, unless doing it has ended a process before, or has taken long: then what it came to is kept. */
  async #readOne(task: GradingTask, budget: ReadingBudget, pool: WorkerPool): Promise<ReadNotebook> {
    const { records, versions } = this.#options;
    const lost = `read ${task.sha256}`;
    const failure = records.failure(lost);
    if (failure !== undefined) return { problem: failure };
    const key = `reading ${task.sha256} ${sha256(JSON.stringify([task.name, ...versions]))}`;
    const { read, keep } = await budget.spend(task.name, records.reading(key), (seconds) =>
      pool.read(task, seconds),
    );
    if (keep) records.addReading(key, keep);
    else if (read.problem !== undefined && read.isLost) records.addFailure(lost, read.problem);
    return read;
  }
}

const bytesOf = (uploads: readonly UploadedFile[]) => uploads.reduce((sum, { entry }) => sum + entry.size, 0);
