import { errorMessage } from "../../common/error-message.ts";
import type { Bus } from "../bus/bus.ts";
import { type EditorMessage, epochMs, type InnerMessage, type Saved, type Verdict } from "../bus/messages.ts";
import type { Session } from "../bus/session.ts";
import { KnownTrees } from "../graph/known-trees.ts";
import { touchedTests } from "../graph/touched-tests.ts";
import type { TreeForm } from "../trees/tree-form.ts";
import { filesOf, together, without } from "./unjudged.ts";
import { WarmVitest } from "./warm-vitest.ts";

export interface TesterInput {
  readonly root: string;
  /** The file of vitest's configuration; null when the project has no configuration. Then nothing is tested. */
  readonly config: string | null;
  /** Which of the touched tests run: those with the fewest imports between, or all. */
  readonly reach: "nearest" | "all";
  /** Seconds that one run may take. */
  readonly limit: number;
  /** Seconds between asking the tests to end and ending their thread. */
  readonly grace: number;
  readonly maxWorkers: number;
}

/** The tester: runs the tests that a save touches, and says how they ended. */
export async function startTester(bus: Bus, form: TreeForm, input: TesterInput): Promise<Session> {
  const tester = new Tester(bus, form, input);
  bus.subscribe((message) => tester.hear(message));
  await tester.open();
  return tester;
}

/** Tests that run now. */
interface Run {
  readonly saved: Saved;
  readonly testFiles: readonly string[];
  readonly further: number;
  /**
   * - `judging`: its end gives the verdict.
   * - `superseded`: a later save has asked it to end.
   * - `overdue`: it has got its verdict, `timeout`, and was asked to end.
   */
  state: "judging" | "superseded" | "overdue";
}

class Tester implements Session {
  readonly #bus: Bus;
  readonly #input: TesterInput;
  readonly #trees: KnownTrees;
  #vitest: WarmVitest | undefined;
  #tests = new Set<string>();
  /** What was saved and has no verdict, and is not being judged. */
  #unjudged: Saved | null = null;
  #run: Run | null = null;
  #isStuck = false;
  /** Whether vitest has started, or has failed to. */
  #isOpen = false;
  /** The newest batch that was saved, and the newest whose trees are here. */
  #savedBatch = 0;
  #treesBatch = 0;
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(bus: Bus, form: TreeForm, input: TesterInput) {
    this.#bus = bus;
    this.#input = input;
    this.#trees = new KnownTrees(form);
  }

  async open(): Promise<void> {
    this.#bus.publish({ kind: "hello", agent: "tester" });
    const { root, config, maxWorkers } = this.#input;
    if (config === null) {
      const message = `There is no vitest configuration in ${root} or above it, so no tests run.`;
      this.#bus.publish({ kind: "trouble", agent: "tester", message, isFatal: false });
      this.#tellWaiting();
      return;
    }
    this.#bus.publish({ kind: "working", agent: "tester", on: "vitest's start" });
    try {
      const vitest = await WarmVitest.open({ root, maxWorkers });
      this.#tests = new Set(await vitest.testFiles());
      this.#vitest = vitest;
    } catch (error) {
      const message = `vitest does not start with ${config}: ${errorMessage(error).split("\n")[0]}`;
      this.#bus.publish({ kind: "trouble", agent: "tester", message, isFatal: false });
    }
    this.#isOpen = true;
    this.#tellTests();
    this.#tellWaiting();
    this.#judgeNext();
  }

  hear(message: EditorMessage): void {
    if (message.kind === "saved") this.#supersede(message);
    else if (message.kind === "trees") this.#takeIn(message);
    else if (message.kind === "judge") {
      this.#savedBatch = Math.max(this.#savedBatch, message.saved.batch);
      this.#unjudged = together(this.#unjudged, message.saved);
      this.#judgeNext();
    } else if (message.kind === "hello" && message.agent !== "tester" && this.#tests.size > 0)
      this.#tellTests();
  }

  async close(): Promise<void> {
    clearTimeout(this.#graceTimer);
    await this.#vitest?.close();
  }

  #takeIn(message: Extract<InnerMessage, { kind: "trees" }>): void {
    if (!this.#trees.take(message)) return;
    const { saved, batch, problems } = message;
    this.#treesBatch = Math.max(this.#treesBatch, batch);
    if (saved !== null && problems.length > 0) {
      const failures = problems.map(({ file, line, message: text }) => ({
        file,
        name: `line ${line}`,
        message: text,
      }));
      this.#tell(saved, { state: "syntax", testFiles: [], further: 0, passed: 0, failures });
      // Only the broken files are judged by this. They are saved again before they can be tested.
      this.#unjudged = without(this.#unjudged, new Set(problems.map(({ file }) => file)));
    }
    this.#judgeNext();
  }

  /** A save while tests run makes their verdict worthless: they are asked to end, and judged together with the new save. */
  #supersede(saved: Saved): void {
    this.#savedBatch = saved.batch;
    for (const file of saved.created) if (this.#vitest?.isTest(file)) this.#tests.add(file);
    for (const file of saved.deleted) this.#tests.delete(file);
    if (saved.created.length + saved.deleted.length > 0) this.#tellTests();
    this.#unjudged = together(this.#unjudged, saved);
    const run = this.#run;
    // The parser and the watcher are two threads: the trees of a save may be here before the save is.
    if (run === null) this.#judgeNext();
    if (run?.state !== "judging") return;
    run.state = "superseded";
    this.#askToEnd(() =>
      this.#giveUp(
        together(run.saved, this.#unjudged ?? saved),
        "its tests went on although a save had superseded them",
      ),
    );
  }

  /** First phase: asks vitest to end. Second phase, after the grace: `giveUp` has this thread ended. */
  #askToEnd(giveUp: () => void): void {
    this.#vitest?.cancel().catch(() => {});
    clearTimeout(this.#graceTimer);
    this.#graceTimer = setTimeout(giveUp, this.#input.grace * 1000);
  }

  #giveUp(unjudged: Saved | null, reason: string): void {
    this.#isStuck = true;
    this.#bus.publish({ kind: "stuck", unjudged, reason });
  }

  /** Begins a run, when there is something to judge, its trees are here, and nothing runs. */
  #judgeNext(): void {
    const saved = this.#unjudged;
    if (saved === null || this.#run !== null || this.#isStuck) return;
    if (this.#trees.graph.size === 0 || this.#treesBatch < this.#savedBatch) return;
    if (this.#input.config !== null && !this.#isOpen) return;
    this.#unjudged = null;
    const isTest = (file: string) => this.#tests.has(file);
    const { nearest, further } = touchedTests(this.#trees.graph, filesOf(saved), isTest);
    const testFiles = this.#input.reach === "all" ? [...nearest, ...further] : nearest;
    const run: Run = {
      saved,
      testFiles,
      further: nearest.length + further.length - testFiles.length,
      state: "judging",
    };
    if (testFiles.length === 0 || this.#vitest === undefined) {
      this.#tell(saved, { state: "untested", testFiles: [], further: run.further, passed: 0, failures: [] });
      return;
    }
    this.#run = run;
    this.#bus.publish({ kind: "working", agent: "tester", on: testFiles.join(", ") });
    void this.#judge(this.#vitest, run);
  }

  async #judge(vitest: WarmVitest, run: Run): Promise<void> {
    const { saved, testFiles, further } = run;
    const limit = setTimeout(() => this.#endOverdue(run), this.#input.limit * 1000);
    let end: Pick<Verdict, "state" | "passed" | "failures">;
    try {
      const { passed, failures } = await vitest.run(testFiles, filesOf(saved));
      end = { state: failures.length > 0 ? "failed" : "passed", passed, failures };
    } catch (error) {
      end = {
        state: "failed",
        passed: 0,
        failures: [{ file: "", name: "vitest", message: errorMessage(error) }],
      };
    }
    clearTimeout(limit);
    // Its thread is being ended, and has said all that it has to say.
    if (this.#isStuck) return;
    clearTimeout(this.#graceTimer);
    this.#run = null;
    if (run.state === "judging") this.#tell(saved, { ...end, testFiles, further });
    if (run.state === "superseded") {
      this.#bus.publish({ kind: "superseded", batch: saved.batch });
      this.#unjudged = this.#unjudged === null ? saved : together(saved, this.#unjudged);
    }
    this.#judgeNext();
  }

  #endOverdue(run: Run): void {
    if (run.state !== "judging") return;
    run.state = "overdue";
    const { saved, testFiles, further } = run;
    this.#tell(saved, { state: "timeout", testFiles, further, passed: 0, failures: [] });
    this.#askToEnd(() => this.#giveUp(this.#unjudged, `its tests took longer than ${this.#input.limit} s`));
  }

  #tell(saved: Saved, verdict: Omit<Verdict, "kind" | "batch" | "files" | "seconds">): void {
    const seconds = (epochMs() - saved.at) / 1000;
    this.#tellWaiting();
    this.#bus.publish({ kind: "verdict", batch: saved.batch, files: filesOf(saved), seconds, ...verdict });
  }

  #tellTests(): void {
    this.#bus.publish({ kind: "tests", files: [...this.#tests] });
  }

  #tellWaiting(): void {
    const has = this.#tests.size === 1 ? "1 test file" : `${this.#tests.size} test files`;
    this.#bus.publish({ kind: "waiting", agent: "tester", has });
  }
}
