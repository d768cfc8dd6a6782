/** How many characters one agent may print. */
const MAX_CHARACTERS = 1_000_000;

type Write = (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;

interface GuardedStream {
  readonly stream: NodeJS.WriteStream;
  /** Its own method, which an agent may replace. */
  readonly write: Write;
}

/**
 * Drops the output of an agent after a million characters, and prints one line that says so. Otherwise an agent that
 * prints without end fills the memory: a thread's output waits there until the main thread reads it.
 */
export class OutputLimit {
  readonly #streams: GuardedStream[] = [];
  #agentId = -1;
  #printed = 0;

  constructor() {
    this.#guard(process.stdout);
    this.#guard(process.stderr);
  }

  /** Counts the output from now on for this agent. */
  startOver(agentId: number): void {
    this.#agentId = agentId;
    this.#printed = 0;
  }

  /**
   * Waits until the coordinator has received what was printed; undefined when it has. Otherwise a thread that ends after its
   * answer, or a cell that ends with it, would lose the last lines.
   */
  flushed(): Promise<void> | undefined {
    // By index, because an agent may replace the methods of arrays.
    for (let i = 0; i < this.#streams.length; i++) {
      const one = this.#streams[i] as GuardedStream;
      if (one.stream.writableLength > 0) return this.#flushFrom(i);
    }
    return undefined;
  }

  async #flushFrom(first: number): Promise<void> {
    for (let i = first; i < this.#streams.length; i++) {
      const { write } = this.#streams[i] as GuardedStream;
      await new Promise<void>((resolve) => void write("", () => resolve()));
    }
  }

  #guard(stream: NodeJS.WriteStream): void {
    const write = stream.write.bind(stream) as Write;
    this.#streams[this.#streams.length] = { stream, write };
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      const before = this.#printed;
      this.#printed += chunk.length;
      if (this.#printed <= MAX_CHARACTERS) return write(chunk, ...rest);
      if (before <= MAX_CHARACTERS)
        write(`… agent ${this.#agentId} prints more than a million characters; the rest is dropped.\n`);
      // The callback is called although nothing is written, because the agent may await it.
      const written: unknown = rest.at(-1);
      if (typeof written === "function") queueMicrotask(() => written());
      return true;
    };
  }
}
