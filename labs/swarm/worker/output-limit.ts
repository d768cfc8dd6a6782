/** How many characters one agent may print. */
const MAX_CHARACTERS = 1_000_000;

/**
 * Drops the output of an agent after a million characters, and prints one line that says so. Otherwise an agent that
 * prints without end fills the memory: a thread's output waits there until the main thread reads it.
 */
export class OutputLimit {
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

  #guard(stream: NodeJS.WriteStream): void {
    const write = stream.write.bind(stream) as (chunk: string | Uint8Array, ...rest: never[]) => boolean;
    stream.write = (chunk: string | Uint8Array, ...rest: never[]) => {
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
