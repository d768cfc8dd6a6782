import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { serialize } from "node:v8";
import { median } from "../../common/median.ts";
import { ThreadBus } from "../bus/bus.ts";
import type { EditorMessage } from "../bus/messages.ts";
import { EditorAgents } from "../editor-agents.ts";
import { type EditorOptions, type EditorSettings, readEditorOptions } from "../options.ts";
import { ProcessEditor } from "../processes/process-editor.ts";
import { ProjectCopy } from "./copy-project.ts";
import { processorTime } from "./processor-time.ts";

export interface CompareEditorsOptions extends EditorOptions {
  /** The file that is saved again and again, from the folder on. Its tests must pass. */
  readonly file: string;
  /** How often it is saved each time that the agents run. The first save warms up and does not count. At least 1. @default 5 */
  readonly saves?: number;
  /** How often the agents are started, in turns. At least 1. @default 2 */
  readonly rounds?: number;
}

/** What the agents of an editor cost as threads or as processes: medians, each of all counted saves. */
export interface EditorCost {
  readonly way: "threads" | "processes";
  /** Seconds from the start until every agent waits for the first save. */
  readonly startSeconds: number;
  /** Bytes that were moved until then. */
  readonly startBytes: number;
  /** The longest time that the coordinator's event loop was held up in the start, in milliseconds. */
  readonly startDelayMs: number;
  /** Seconds from a save to the verdict of its tests. */
  readonly verdictSeconds: number;
  /** Processor time of a save, of all threads and processes together, in milliseconds; NaN where the system has no /proc. */
  readonly saveProcessorMs: number;
  /** Bytes that a save moved. */
  readonly saveBytes: number;
  /** How long the coordinator's event loop was held up during the saves, 99th percentile, in milliseconds. */
  readonly saveDelayMs: number;
  readonly saves: number;
}

/** Agents that run, one way or the other. */
interface RunningEditor {
  /** What was moved until now, in bytes, counted once for each who received it. */
  readonly bytesMoved: number;
  close(): Promise<void>;
}

type Start = (settings: EditorSettings, onMessage: (message: EditorMessage) => void) => RunningEditor;

const WAYS: readonly (readonly [way: EditorCost["way"], start: Start])[] = [
  ["threads", startThreads],
  ["processes", (settings, onMessage) => new ProcessEditor(settings, onMessage)],
];

/**
 * Measures the agents of an editor as threads that share trees, and as processes that pass them as JSON: the same agents,
 * the same saves, in turns, on a copy of the project.
 *
 * @throws EditorError as `openEditorAgents` does
 */
export async function compareEditors(options: CompareEditorsOptions): Promise<readonly EditorCost[]> {
  const { file, saves = 5, rounds = 2, ...editor } = options;
  const original = readEditorOptions(editor);
  using copy = new ProjectCopy(original.root);
  const folder = join(copy.root, relative(original.root, original.folder));
  const settings = readEditorOptions({ ...editor, folder });
  const samples = WAYS.map(([way]) => ({ way, samples: [] as EditorCost[] }));
  for (let round = 0; round < rounds; round++)
    for (const [index, [way, start]] of WAYS.entries())
      samples[index]?.samples.push(await measure(way, start, settings, join(folder, file), saves));
  return samples.map(({ way, samples: costs }) => ({
    way,
    startSeconds: median(costs.map((cost) => cost.startSeconds)),
    startBytes: median(costs.map((cost) => cost.startBytes)),
    startDelayMs: median(costs.map((cost) => cost.startDelayMs)),
    verdictSeconds: median(costs.map((cost) => cost.verdictSeconds)),
    saveProcessorMs: median(costs.map((cost) => cost.saveProcessorMs)),
    saveBytes: median(costs.map((cost) => cost.saveBytes)),
    saveDelayMs: median(costs.map((cost) => cost.saveDelayMs)),
    saves: costs.reduce((sum, cost) => sum + cost.saves, 0),
  }));
}

async function measure(
  way: EditorCost["way"],
  start: Start,
  settings: EditorSettings,
  file: string,
  saves: number,
): Promise<EditorCost> {
  const heard = new Inbox();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const editor = start(settings, (message) => heard.take(message));
  const text = readFileSync(file, "utf8");
  try {
    const startedAt = await heard.allWait(["watcher", "parser", "tester", "refactorer"]);
    const startSeconds = (startedAt - began) / 1000;
    const startBytes = editor.bytesMoved;
    const startDelayMs = delay.max / 1e6;
    const seconds: number[] = [];
    const bytes: number[] = [];
    let processorMs: number | undefined;
    for (let save = 0; save <= saves; save++) {
      if (save === 1) {
        delay.reset();
        processorMs = processorTime();
      }
      const verdict = heard.verdict();
      const before = editor.bytesMoved;
      const saved = performance.now();
      writeFileSync(file, save % 2 === 0 ? `${text}\n` : text);
      await verdict;
      if (save === 0) continue;
      seconds.push((performance.now() - saved) / 1000);
      bytes.push(editor.bytesMoved - before);
    }
    return {
      way,
      startSeconds,
      startBytes,
      startDelayMs,
      verdictSeconds: median(seconds),
      saveProcessorMs: ((processorTime() ?? Number.NaN) - (processorMs ?? Number.NaN)) / saves,
      saveBytes: median(bytes),
      saveDelayMs: delay.percentile(99) / 1e6,
      saves,
    };
  } finally {
    delay.disable();
    writeFileSync(file, text);
    await editor.close();
  }
}

/** When no message has come for so long, nothing is on its way any more. */
const QUIET_MS = 2000;

/** The messages of the agents, to be waited for. */
class Inbox {
  readonly #waiting = new Set<string>();
  #lastAt = 0;
  #onVerdict: (() => void) | undefined;

  take(message: EditorMessage): void {
    this.#lastAt = performance.now();
    if (message.kind === "working") this.#waiting.delete(message.agent);
    if (message.kind === "waiting") this.#waiting.add(message.agent);
    if (message.kind === "verdict") this.#onVerdict?.();
  }

  /** Resolves when all of these agents wait and nothing is on its way. Returns when the last message came. */
  async allWait(names: readonly string[]): Promise<number> {
    while (performance.now() - this.#lastAt < QUIET_MS || !names.every((name) => this.#waiting.has(name)))
      await setTimeout(50);
    return this.#lastAt;
  }

  verdict(): Promise<void> {
    return new Promise((resolve) => {
      this.#onVerdict = resolve;
    });
  }
}

function startThreads(settings: EditorSettings, onMessage: (message: EditorMessage) => void): RunningEditor {
  const name = `swarmlab.editor-agents.${randomUUID()}`;
  const bus = new ThreadBus(name);
  let bytesMoved = 0;
  bus.subscribe((message) => {
    // Three agents and the coordinator receive each message. Shared memory is not moved.
    bytesMoved += 4 * serialize({ ...message, packs: undefined }).length;
    onMessage(message);
  });
  const editor = new EditorAgents(settings, name);
  return {
    get bytesMoved() {
      return bytesMoved;
    },
    close: async () => {
      await editor.close();
      bus.close();
    },
  };
}
