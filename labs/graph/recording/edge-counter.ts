import type { GraphEdge } from "./graph-record.ts";
import type { DrawnGraph } from "./recordable.ts";

const START = "__start__";
const END = "__end__";

/** Counts how often each edge of a graph was taken. */
export class EdgeCounter {
  readonly #drawn: DrawnGraph["edges"];
  readonly #taken = new Map<string, number>();
  /** The step in which each node last ended; the start is before the first step. */
  readonly #lastStep = new Map<string, number>([[START, 0]]);

  constructor(drawn: DrawnGraph["edges"]) {
    this.#drawn = drawn;
  }

  /**
   * A node starts.
   *
   * @param triggers what LangGraph.js names as the cause: `branch:to:NODE`, or `join:ONE+OTHER:NODE` for an edge that waits for several
   */
  started(node: string, step: number, triggers: readonly string[]): void {
    const joined = triggers.flatMap((trigger) => /^join:(.*):[^:]*$/.exec(trigger)?.[1]?.split("+") ?? []);
    for (const { source, target, conditional } of this.#drawn) {
      if (target !== node || conditional) continue;
      const last = this.#lastStep.get(source);
      const isFromLastStep =
        last === step - 1 && triggers.some((trigger) => trigger.startsWith("branch:to:"));
      if (joined.includes(source) || isFromLastStep) this.#count(source, node);
    }
    // The edges from the start have no branch's decision of their own in what tracers see.
    if (step === 1) this.#countConditional(START, node);
  }

  /** A node ended, and its edge to the end was taken unless it depends on a decision. */
  ended(node: string, step: number): void {
    this.#lastStep.set(node, step);
    for (const { source, target, conditional } of this.#drawn)
      if (source === node && target === END && !conditional) this.#count(node, END);
  }

  /** A branch or a command decided where to go from a node. */
  decided(node: string, destinations: readonly string[]): void {
    for (const destination of destinations) this.#countConditional(node, destination);
  }

  edges(): readonly GraphEdge[] {
    return this.#drawn.map(({ source, target, conditional = false }) => ({
      from: source,
      to: target,
      isConditional: conditional,
      taken: this.#taken.get(keyOf(source, target)) ?? 0,
    }));
  }

  #countConditional(from: string, to: string): void {
    if (this.#drawn.some((edge) => edge.source === from && edge.target === to && edge.conditional))
      this.#count(from, to);
  }

  #count(from: string, to: string): void {
    const key = keyOf(from, to);
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
  }
}

function keyOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
