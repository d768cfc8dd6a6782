import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import type { EditorAgentName, EditorMessage } from "../bus/messages.ts";
import type { EditorSettings } from "../options.ts";
import { messageOf, readLines, TREES } from "./line-bus.ts";

interface AgentProcess {
  readonly name: EditorAgentName;
  readonly child: ChildProcess;
  readonly pipe: Duplex;
}

/** Who reads trees. */
const READERS: ReadonlySet<EditorAgentName> = new Set(["tester", "refactorer"]);

/**
 * The same four agents as processes, to be measured against threads: they share nothing, so trees and messages go as JSON
 * through pipes. `close()` ends the processes.
 */
export class ProcessEditor implements AsyncDisposable {
  readonly #agents: readonly AgentProcess[];
  readonly #onMessage: (message: EditorMessage) => void;
  #bytesMoved = 0;

  constructor(settings: EditorSettings, onMessage: (message: EditorMessage) => void) {
    this.#onMessage = onMessage;
    const { folder, root, project, config, reach, limit, grace, maxWorkers } = settings;
    this.#agents = [
      startProcess("watcher", { folder, root }),
      startProcess("parser", { root, project }),
      startProcess("tester", { root, config, reach, limit, grace, maxWorkers }),
      startProcess("refactorer", { folder }),
    ];
    for (const agent of this.#agents) readLines(agent.pipe, (line) => this.#passOn(agent, line));
  }

  /** All bytes that have gone through pipes, counted once for each who received them. */
  get bytesMoved(): number {
    return this.#bytesMoved;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#agents.map(async ({ child, pipe }) => {
        const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
        pipe.end();
        // A process that does not end by itself is ended.
        const timer = setTimeout(() => child.kill("SIGKILL"), 3000);
        await ended;
        clearTimeout(timer);
      }),
    );
  }

  #passOn(sender: AgentProcess, line: Buffer): void {
    const isTrees = line[0] === TREES;
    for (const { name, pipe } of this.#agents) {
      if (name === sender.name || (isTrees && !READERS.has(name)) || !pipe.writable) continue;
      pipe.write(line);
      pipe.write("\n");
      this.#bytesMoved += line.length + 1;
    }
    this.#bytesMoved += line.length + 1;
    if (!isTrees) this.#onMessage(messageOf(line));
  }
}

function startProcess(name: EditorAgentName, input: object): AgentProcess {
  const entry = siblingModule(import.meta.url, "agent-process");
  const child = spawn(process.execPath, [fileURLToPath(entry), name, JSON.stringify(input)], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  // The fourth stream is the pipe that was asked for above.
  const pipe = child.stdio[3] as Duplex;
  // A process that has ended closes its pipe in the middle of a line.
  pipe.on("error", () => {});
  return { name, child, pipe };
}
