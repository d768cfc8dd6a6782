import { Channel } from "../../sharing/index.ts";

/** A partial result of an agent, as a chunk of LangGraph.js's stream mode "custom". */
export interface NodePartial<Value = unknown> {
  readonly source: "swarmlab-partial";
  readonly node: string;
  readonly value: Value;
}

/** What the agents of a node with `partials` find as `context.shared`, beside what the node shares. */
export interface SharedPartials<Value = unknown> {
  readonly partials: Channel<Value>;
}

/** Whether a chunk of the stream mode "custom" is a partial result of a node on workers. */
export function isNodePartial(chunk: unknown): chunk is NodePartial {
  return (chunk as Partial<NodePartial> | null | undefined)?.source === "swarmlab-partial";
}

/**
 * The channel through which the agents of one run of a node send partial results. They reach the stream at once, while the
 * agents compute. It is open from the start of the run until `close`.
 */
export class Partials {
  readonly channel: Channel = new Channel();
  readonly #forwarded: Promise<void>;

  constructor(node: string, write: ((chunk: NodePartial) => void) | undefined) {
    this.#forwarded = this.#forward(node, write);
  }

  /** Call it when all agents have ended. Resolves when the stream has all that they sent. */
  async close(): Promise<void> {
    this.channel.close();
    await this.#forwarded;
  }

  async #forward(node: string, write: ((chunk: NodePartial) => void) | undefined): Promise<void> {
    // The channel is also read when the graph does not stream, so that no agent waits for room in the channel.
    for await (const value of this.channel) write?.({ source: "swarmlab-partial", node, value });
  }
}
