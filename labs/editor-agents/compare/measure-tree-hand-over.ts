import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { median } from "../../common/median.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { readEditorOptions } from "../options.ts";
import { readLines } from "../processes/line-bus.ts";
import { jsonForm, sharedForm, type TreeForm } from "../trees/tree-form.ts";
import { loadTreeReader, startCompiler } from "../trees/typescript-unstable.ts";

/** What it takes until another agent can read all trees of a project: medians, in seconds. */
export interface TreeHandOverCost {
  readonly way: "shared memory" | "JSON";
  readonly files: number;
  /** Bytes that were moved to the reader. */
  readonly bytes: number;
  /** Preparing what is sent: one copy into shared memory, or plain data of every node. */
  readonly packSeconds: number;
  /** From sending until the reader holds every tree: opening them in place, or writing, moving and parsing JSON. */
  readonly handOverSeconds: number;
  /** The processor time of it, of the sending and of the reading thread together. */
  readonly handOverProcessorSeconds: number;
  /** Visiting every node once, from then on. Nodes in shared memory are made when they are visited, those of JSON are there. */
  readonly visitSeconds: number;
}

/** What one hand-over has taken. */
type Sample = Pick<
  TreeHandOverCost,
  "bytes" | "packSeconds" | "handOverSeconds" | "handOverProcessorSeconds"
>;

/** A reader of trees in a thread or a process. */
interface Reader {
  /** Sends the trees to be held, and to be visited if that is asked for. Returns the bytes that were moved. */
  send(pack: ReturnType<TreeForm["pack"]>, isVisited: boolean): number;
  /** The next answer, a number: the first when the reader holds all trees, another when it has visited every node. */
  answer(): Promise<number>;
  stop(): Promise<unknown>;
}

/**
 * Measures handing all trees of a folder's project to another agent: to a thread in shared memory, and to a process as JSON.
 *
 * @param rounds how often each way is measured, in turns, after one round that warms up. At least 1
 * @throws EditorError as `openEditorAgents` does
 */
export async function measureTreeHandOver(folder: string, rounds = 5): Promise<readonly TreeHandOverCost[]> {
  const { root, project } = readEditorOptions({ folder });
  const reader = await loadTreeReader();
  const compiler = await startCompiler(root);
  compiler.open([project]);
  const tables = [...compiler.files()].flatMap((file) => compiler.bytesOf(file) ?? []);
  await compiler.close();
  const ways = [
    { way: "shared memory", form: sharedForm(reader), to: startThread() },
    { way: "JSON", form: jsonForm(reader), to: startProcess() },
  ] as const;
  const samples = ways.map(() => [] as Sample[]);
  const visits = ways.map(() => [] as number[]);
  try {
    // Visiting leaves garbage that the next hand-over would have to collect, so it has rounds of its own.
    for (let round = 0; round <= rounds; round++)
      for (const [index, { form, to }] of ways.entries()) {
        const sample = await handOver(form, to, tables);
        if (round > 0) samples[index]?.push(sample);
      }
    for (let round = 0; round <= rounds; round++)
      for (const [index, { form, to }] of ways.entries()) {
        const seconds = await visit(form, to, tables);
        if (round > 0) visits[index]?.push(seconds);
      }
  } finally {
    await Promise.all(ways.map(({ to }) => to.stop()));
  }
  return ways.map(({ way }, index) => {
    const costs = samples[index] ?? [];
    return {
      way,
      files: tables.length,
      bytes: costs[0]?.bytes ?? 0,
      packSeconds: median(costs.map(({ packSeconds }) => packSeconds)),
      handOverSeconds: median(costs.map(({ handOverSeconds }) => handOverSeconds)),
      handOverProcessorSeconds: median(costs.map((cost) => cost.handOverProcessorSeconds)),
      visitSeconds: median(visits[index] ?? []),
    };
  });
}

async function handOver(form: TreeForm, to: Reader, tables: readonly Uint8Array[]): Promise<Sample> {
  const began = performance.now();
  const pack = form.pack(tables);
  const packed = performance.now();
  const held = to.answer();
  const before = process.threadCpuUsage();
  const bytes = to.send(pack, false);
  const { user, system } = process.threadCpuUsage(before);
  const readerMicroseconds = await held;
  return {
    bytes,
    packSeconds: (packed - began) / 1000,
    handOverSeconds: (performance.now() - packed) / 1000,
    handOverProcessorSeconds: (user + system + readerMicroseconds) / 1e6,
  };
}

/** Returns the seconds that visiting every node takes, from when the reader holds them. */
async function visit(form: TreeForm, to: Reader, tables: readonly Uint8Array[]): Promise<number> {
  to.send(form.pack(tables), true);
  await to.answer();
  const began = performance.now();
  await to.answer();
  return (performance.now() - began) / 1000;
}

/** Bytes of the message that carries a reference to shared memory: a handful, whatever the memory holds. */
const REFERENCE_BYTES = 64;

/** Answers in order, whether they are waited for before they come or after. */
class Answers {
  readonly #arrived: PromiseWithResolvers<number>[] = [];
  readonly #awaited: PromiseWithResolvers<number>[] = [];

  arrive(value: number): void {
    this.#take(this.#awaited, this.#arrived).resolve(value);
  }

  next(): Promise<number> {
    return this.#take(this.#arrived, this.#awaited).promise;
  }

  /** The oldest answer that the other side has put down, else a new one for it. */
  #take(
    from: PromiseWithResolvers<number>[],
    to: PromiseWithResolvers<number>[],
  ): PromiseWithResolvers<number> {
    const found = from.shift();
    if (found !== undefined) return found;
    const answer = Promise.withResolvers<number>();
    to.push(answer);
    return answer;
  }
}

function startThread(): Reader {
  const thread = new Worker(siblingModule(import.meta.url, "tree-reader"));
  const answers = new Answers();
  thread.on("message", (value: number) => answers.arrive(value));
  return {
    send: (pack, isVisited) => {
      thread.postMessage({ pack, isVisited });
      return REFERENCE_BYTES;
    },
    answer: () => answers.next(),
    stop: () => thread.terminate(),
  };
}

function startProcess(): Reader {
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(siblingModule(import.meta.url, "tree-reader"))],
    { stdio: ["ignore", "inherit", "inherit", "pipe"] },
  );
  // The fourth stream is the pipe that was asked for above.
  const pipe = child.stdio[3] as Duplex;
  const answers = new Answers();
  readLines(pipe, (line) => answers.arrive(Number(line)));
  return {
    send: (pack, isVisited) => {
      const text = JSON.stringify({ pack, isVisited });
      pipe.write(`${text}\n`);
      return Buffer.byteLength(text);
    },
    answer: () => answers.next(),
    stop: async () => {
      const exited = once(child, "exit");
      pipe.end();
      await exited;
    },
  };
}
