import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { type KernelBridge, kernelBridge } from "../kernel/index.ts";
import { TerminalBlock, type TerminalSize, type TerminalStream } from "./terminal.ts";

/** One state of a watched run. Each screen makes only the form that it shows. */
export interface Picture {
  html(): string;
  lines(size: Partial<TerminalSize>): string[];
  /** The line to print where nothing can be redrawn; null when there is nothing new. */
  plain(): string | null;
}

/** Where a live view is shown. */
export interface Screen {
  show(picture: Picture): void;
  /** Call it after the last picture. */
  close(): void;
  /** Replaces the picture by a chart, given by MIME type. Only a notebook's screen can. */
  replace?(bundle: Record<string, unknown>): void;
}

/** The notebook where there is one, else the terminal, else plain lines. */
export function openScreen(stream: TerminalStream): Screen {
  const bridge = kernelBridge();
  if (bridge !== undefined) return new NotebookScreen(bridge);
  const block = TerminalBlock.open(stream);
  return block === undefined ? new PlainScreen(stream) : new TerminalScreen(block);
}

/** One output of a notebook, updated in place. */
class NotebookScreen implements Screen {
  readonly #bridge: KernelBridge;
  readonly #displayId = `swarmlab-live-${randomUUID()}`;
  /** Updates come from timers, workers and interrupts. All of them are shown under the watching cell. */
  readonly #inCell = AsyncLocalStorage.snapshot();
  #isShown = false;

  constructor(bridge: KernelBridge) {
    this.#bridge = bridge;
  }

  show(picture: Picture): void {
    this.replace({ "text/html": picture.html(), "text/plain": picture.lines({}).join("\n") });
  }

  replace(bundle: Record<string, unknown>): void {
    const options = { displayId: this.#displayId, update: this.#isShown };
    this.#isShown = true;
    this.#inCell(() => this.#bridge.display(bundle, options));
  }

  close(): void {}
}

class TerminalScreen implements Screen {
  readonly #block: TerminalBlock;

  constructor(block: TerminalBlock) {
    this.#block = block;
  }

  show(picture: Picture): void {
    this.#block.draw(picture.lines(this.#block.size));
  }

  close(): void {
    this.#block.close();
  }
}

class PlainScreen implements Screen {
  readonly #stream: TerminalStream;
  #last: string | null = null;

  constructor(stream: TerminalStream) {
    this.#stream = stream;
  }

  show(picture: Picture): void {
    const line = picture.plain();
    // The final state may give the same line as the last agent's end.
    if (line !== null && line !== this.#last) this.#stream.write(`${line}\n`);
    this.#last = line ?? this.#last;
  }

  close(): void {}
}
