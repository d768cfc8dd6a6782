/** How many characters one agent may print. */
const LIMIT = 1_000_000;

/**
 * Keeps an agent that prints without end from filling the memory: what a thread prints waits there until the main
 * thread has time for it. After a million characters an agent's further output is dropped, which is said once.
 */
export class OutputLimit {
  #agentId = -1;
  #printed = 0;

  constructor() {
    this.#guard(process.stdout);
    this.#guard(process.stderr);
  }

  /** From now on, what is printed counts for this agent. */
  startOver(agentId: number): void {
    this.#agentId = agentId;
    this.#printed = 0;
  }

  #guard(stream: NodeJS.WriteStream): void {
    const write = stream.write.bind(stream) as (chunk: string | Uint8Array, ...rest: never[]) => boolean;
    stream.write = (chunk: string | Uint8Array, ...rest: never[]) => {
      const before = this.#printed;
      this.#printed += chunk.length;
      if (this.#printed <= LIMIT) return write(chunk, ...rest);
      if (before <= LIMIT)
        write(`… agent ${this.#agentId} prints more than a million characters; the rest is dropped.\n`);
      // Whoever waits for the text to be written must not wait for ever.
      const written: unknown = rest.at(-1);
      if (typeof written === "function") queueMicrotask(() => written());
      return true;
    };
  }
}
