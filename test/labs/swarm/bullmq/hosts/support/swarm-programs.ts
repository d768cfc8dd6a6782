import { join } from "node:path";
import { placesOf } from "../../../../../../kit/lab/setup/places.mjs";
import { checkout } from "../../../../../kit/lab/support/project.ts";
import { Program } from "./program.ts";

/** Worker machines and coordinators of one queue, as programs. All that it has started ends with `end`. */
export class SwarmPrograms {
  readonly url: string;
  readonly queue: string;
  /** Seconds without a sign of life after which a worker machine counts as lost. */
  readonly lockSeconds: number;
  readonly #started: Program[] = [];

  constructor(url: string, { queue = "proof", lockSeconds = 3 } = {}) {
    this.url = url;
    this.queue = queue;
    this.lockSeconds = lockSeconds;
  }

  /** Starts a worker machine, and waits until it takes agents. */
  async worker(name: string, place: Place = {}): Promise<Program> {
    const program = this.workerThatMayFail(name, place);
    await program.line(/takes jobs of the queue/);
    return program;
  }

  workerThatMayFail(name: string, { slots = 1, options = [], ...place }: Place = {}): Program {
    const settings = {
      queue: this.queue,
      url: this.url,
      name,
      slots: String(slots),
      isolation: "threads",
      lock: String(this.lockSeconds),
      drain: "5",
    };
    const args = Object.entries(settings).flatMap(([option, value]) => [`--${option}`, value]);
    return this.#start(join(checkout, "kit/dist/cli/worker.js"), [...args, ...options], place);
  }

  /** Starts a coordinator, which prints a line "done N" for every tenth agent and a report at its end. */
  coordinator(
    { count, size }: { readonly count: number; readonly size: number },
    place: Place = {},
  ): Program {
    const file = join(import.meta.dirname, "coordinator.ts");
    return this.#start(file, [this.url, this.queue, String(count), String(size)], place);
  }

  /** Ends all that still runs. */
  async end(): Promise<void> {
    await Promise.all(this.#started.map((program) => program.kill()));
  }

  #start(file: string, args: readonly string[], { prefix = [], env, nodeOptions = [] }: Place): Program {
    const [command = "", ...rest] = [...prefix, placesOf(checkout).node, ...nodeOptions, file, ...args];
    const program = new Program(command, rest, {
      cwd: checkout,
      env: {
        ...process.env,
        SWARM_KEY: "the key of the proof on hosts",
        LOCK_SECONDS: String(this.lockSeconds),
        ...env,
      },
    });
    this.#started.push(program);
    return program;
  }
}

/** Where and how a program runs. */
export interface Place {
  readonly slots?: number;
  /** More options of a worker. */
  readonly options?: readonly string[];
  /** What comes before the command. */
  readonly prefix?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}
