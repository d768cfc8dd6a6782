import type { DisplayOptions, KernelBridge } from "../../../../kit/kernel/index.ts";

const KEY = Symbol.for("swarmlab.kernel");

/** One output as the kernel was asked to show it. */
export interface Shown extends DisplayOptions {
  readonly data: Record<string, unknown>;
  /** When, in ms. */
  readonly at: number;
}

/** A notebook that only notes what it is asked to show. It stands until it is disposed of. */
export class FakeBridge implements KernelBridge, Disposable {
  readonly shown: Shown[] = [];
  readonly notebookPath = undefined;
  readonly #listeners = new Set<() => void>();

  constructor() {
    Object.defineProperty(globalThis, KEY, { value: this, configurable: true });
  }

  cells(): readonly [] {
    return [];
  }

  display(data: Record<string, unknown>, options: DisplayOptions = {}): void {
    this.shown.push({ data, at: performance.now(), ...options });
  }

  clearOutput(): void {}

  onInterrupt(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  keepOnInterrupt(): void {}

  /** What the learner does with the stop button. */
  interrupt(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** The texts shown, in order. */
  get texts(): string[] {
    return this.shown.map(({ data }) => String(data["text/plain"]));
  }

  /** The pages shown, in order. */
  get pages(): string[] {
    return this.shown.flatMap(({ data }) =>
      data["text/html"] === undefined ? [] : [String(data["text/html"])],
    );
  }

  [Symbol.dispose](): void {
    Reflect.deleteProperty(globalThis, KEY);
  }
}
