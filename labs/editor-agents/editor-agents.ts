import { type AgentResult, type AgentTask, agent } from "../agents/index.ts";
import { AgentThread } from "./agent-thread.ts";
import { ThreadBus } from "./bus/bus.ts";
import type { EditorAgentName, EditorEvent, EditorMessage, Occurrence, Saved } from "./bus/messages.ts";
import { Parser, Refactorer, TestRunner, Watcher } from "./editor-agent.ts";
import { EditorError } from "./editor-error.ts";
import { EventStream } from "./event-stream.ts";
import type { EditorSettings } from "./options.ts";
import { type RenamePlan, type RenameRequest, readRename, renamePlan } from "./refactorer/rename.ts";
import { filesOf, together } from "./tester/unjudged.ts";
import { editorHtml } from "./view/editor-html.ts";
import { advanceEditor, type EditorState, startEditor } from "./view/editor-state.ts";
import { editorText } from "./view/editor-text.ts";

/** An agent that ends by itself is started again so often; then its part of the work stays undone. */
const MOST_RESTARTS = 3;

/** Seconds after which an agent that was asked to stop is ended by force. */
const STOP_GRACE_SECONDS = 2;

const NAMES: readonly EditorAgentName[] = ["watcher", "parser", "tester", "refactorer"];

/** The messages that are shown; the others are for the agents. */
const SHOWN: ReadonlySet<EditorMessage["kind"]> = new Set<EditorEvent["kind"]>([
  ...(["saved", "verdict", "working", "waiting", "exports", "superseded", "trouble", "restarted"] as const),
]);

/**
 * The agents of an editor at work, each on a thread of its own. `openEditorAgents` starts them, `close()` ends them; they
 * also end when the folder is deleted. Iterating gives what happens from then on.
 */
export class EditorAgents implements AsyncDisposable, AsyncIterable<EditorEvent> {
  readonly folder: string;
  readonly #settings: EditorSettings;
  readonly #bus: ThreadBus;
  readonly #busName: string;
  readonly #threads = new Map<EditorAgentName, AgentThread>();
  readonly #restarts = new Map<EditorAgentName, number>();
  readonly #streams = new Set<EventStream<EditorEvent>>();
  readonly #renames = new Map<number, PromiseWithResolvers<readonly Occurrence[]>>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #notReady = new Set(NAMES);
  #lastRename = 0;
  /** What was saved while no tester listened, and what an ended one has left without a verdict. */
  #unjudged: Saved | null = null;
  #isTesterListening = false;
  #state: EditorState;
  #closing: Promise<void> | undefined;

  constructor(settings: EditorSettings, busName: string) {
    this.folder = settings.folder;
    this.#settings = settings;
    this.#busName = busName;
    this.#bus = new ThreadBus(busName);
    this.#bus.subscribe((message) => this.#hear(message));
    this.#state = startEditor(settings.folder);
    // Nobody has to wait for it.
    this.#ready.promise.catch(() => {});
    for (const name of NAMES) this.#start(name);
  }

  /**
   * Resolves when all agents wait for the first save.
   *
   * @throws EditorError `CLOSED` when they end before
   */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** What the agents do and have found until now. It is shown as a picture in a notebook. */
  get state(): EditorState {
    return this.#state;
  }

  /** Each event from now on. It ends with the agents. */
  [Symbol.asyncIterator](): AsyncIterator<EditorEvent> {
    const stream = new EventStream<EditorEvent>((ended) => this.#streams.delete(ended));
    if (this.#closing === undefined) this.#streams.add(stream);
    else stream.end();
    return stream;
  }

  /**
   * Finds everything that a rename has to change. Nothing is written: `plan.write()` does that.
   *
   * @throws EditorError `NOT_FOUND`, `INVALID_ARGUMENT`, `CLOSED`
   */
  async rename(request: RenameRequest): Promise<RenamePlan> {
    const { file, name, to } = readRename(request, this.folder);
    await this.ready;
    const id = ++this.#lastRename;
    const answer = Promise.withResolvers<readonly Occurrence[]>();
    this.#renames.set(id, answer);
    this.#bus.publish({ kind: "rename", id, file, name });
    return renamePlan({ file, name, to }, await answer.promise);
  }

  /** Ends all agents, with the threads and processes that they have started. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  [Symbol.for("swarmlab.mime")](): Record<string, string> {
    return { "text/html": editorHtml(this.#state), "text/plain": editorText(this.#state, {}).join("\n") };
  }

  async #close(): Promise<void> {
    const closed = new EditorError("CLOSED", "The editor's agents have ended.");
    this.#ready.reject(closed);
    for (const { reject } of this.#renames.values()) reject(closed);
    this.#renames.clear();
    await Promise.all([...this.#threads.values()].map((thread) => thread.stop()));
    this.#bus.close();
    for (const stream of this.#streams) stream.end();
  }

  #start(name: EditorAgentName): void {
    if (name === "tester") this.#isTesterListening = false;
    const thread = new AgentThread(taskOf(name, this.#settings, this.#busName), STOP_GRACE_SECONDS);
    this.#threads.set(name, thread);
    thread.ended.then(
      (result) => this.#hearEnd(name, thread, result),
      (error) => this.#tellTrouble(name, error instanceof Error ? error.message : String(error)),
    );
  }

  /** An agent that ends by itself is replaced by a new one, which asks the others for what it has missed. */
  #hearEnd(name: EditorAgentName, thread: AgentThread, result: AgentResult | undefined): void {
    if (this.#closing !== undefined || this.#threads.get(name) !== thread) return;
    const reason = result?.error?.message ?? "it ended";
    const restarts = this.#restarts.get(name) ?? 0;
    if (restarts >= MOST_RESTARTS) {
      this.#tellTrouble(
        name,
        `The ${name} has ended ${restarts + 1} times and is not started again: ${reason}`,
      );
      return;
    }
    this.#restarts.set(name, restarts + 1);
    this.#tell({ kind: "restarted", agent: name, reason });
    this.#start(name);
  }

  /** Ends the tester's thread, with the tests on it that do not end, and starts a new one. */
  async #replaceTester(unjudged: Saved | null, reason: string): Promise<void> {
    this.#isTesterListening = false;
    this.#unjudged = unjudged;
    const thread = this.#threads.get("tester");
    this.#threads.delete("tester");
    await thread?.stop();
    if (this.#closing !== undefined) return;
    this.#tell({ kind: "restarted", agent: "tester", reason });
    this.#start("tester");
  }

  #hear(message: EditorMessage): void {
    if (message.kind === "stuck") void this.#replaceTester(message.unjudged, message.reason);
    else if (message.kind === "saved") this.#hearSaved(message);
    else if (message.kind === "hello" && message.agent === "tester") this.#handOverUnjudged();
    else if (message.kind === "occurrences") {
      const answer = this.#renames.get(message.id);
      this.#renames.delete(message.id);
      if (message.problem === null) answer?.resolve(message.occurrences);
      else answer?.reject(new EditorError("NOT_FOUND", message.problem));
    }
    if (isShown(message)) this.#tell(message);
  }

  #hearSaved(saved: Saved): void {
    if (!this.#isTesterListening) this.#unjudged = together(this.#unjudged, saved);
    else if (filesOf(saved).includes(this.#settings.config ?? ""))
      void this.#replaceTester(saved, "its configuration was saved");
  }

  #handOverUnjudged(): void {
    this.#isTesterListening = true;
    if (this.#unjudged === null) return;
    this.#bus.publish({ kind: "judge", saved: this.#unjudged });
    this.#unjudged = null;
  }

  #tellTrouble(name: EditorAgentName, message: string): void {
    this.#tell({ kind: "trouble", agent: name, message, isFatal: true });
  }

  #tell(event: EditorEvent): void {
    this.#state = advanceEditor(this.#state, event);
    for (const stream of this.#streams) stream.push(event);
    if (event.kind === "waiting" || (event.kind === "trouble" && event.isFatal)) {
      this.#notReady.delete(event.agent);
      if (this.#notReady.size === 0) this.#ready.resolve();
    }
    // Without its folder an editor has nothing to do.
    if (event.kind === "trouble" && event.isFatal && event.agent === "watcher") void this.close();
  }
}

function taskOf(name: EditorAgentName, settings: EditorSettings, bus: string): AgentTask {
  const { folder, root, project, config, reach, limit, grace, maxWorkers } = settings;
  switch (name) {
    case "watcher":
      return agent(Watcher, 1, { bus, folder, root });
    case "parser":
      return agent(Parser, 2, { bus, root, project });
    case "tester":
      return agent(TestRunner, 3, { bus, root, config, reach, limit, grace, maxWorkers });
    case "refactorer":
      return agent(Refactorer, 4, { bus, folder });
  }
}

function isShown(message: EditorMessage): message is EditorEvent {
  return SHOWN.has(message.kind);
}
