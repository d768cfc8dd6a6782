import type { EditorAgents, EditorEvent } from "../../../../labs/editor-agents/index.ts";

/** How long a test waits for an event, in milliseconds. On a busy machine vitest's first run alone takes ten seconds. */
const PATIENCE_MS = 120_000;

type Of<Kind extends EditorEvent["kind"]> = Extract<EditorEvent, { kind: Kind }>;

/** All that an editor has said, to be waited for. */
export class Heard {
  readonly events: EditorEvent[] = [];
  #waiting: (() => void)[] = [];
  #read = 0;

  constructor(editor: EditorAgents) {
    void this.#listen(editor);
  }

  /** The next event of a kind, from the last one that was returned on. */
  async next<Kind extends EditorEvent["kind"]>(
    kind: Kind,
    isWanted: (event: Of<Kind>) => boolean = () => true,
  ): Promise<Of<Kind>> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      for (; this.#read < this.events.length; this.#read++) {
        const event = this.events[this.#read];
        if (event?.kind !== kind || !isWanted(event as Of<Kind>)) continue;
        this.#read++;
        return event as Of<Kind>;
      }
      const left = end - performance.now();
      if (left <= 0) throw new Error(`There was no ${kind}: ${JSON.stringify(this.events.slice(-12))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async #listen(editor: EditorAgents): Promise<void> {
    for await (const event of editor) {
      this.events.push(event);
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }
}
