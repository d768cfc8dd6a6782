import type { FinalState } from "../verdict.ts";
import type { CellNames } from "./cell-names.ts";

const MOST_STATES = 100;
const MOST_ELEMENTS = 64;

/** Counts the runs for each final state of the named shared memory. */
export class StateCounter {
  readonly #names: CellNames;
  readonly #counts = new Map<string, number>();
  #views: [string, ArrayBufferView][] | undefined;

  constructor(names: CellNames) {
    this.#names = names;
  }

  count(): void {
    this.#views ??= this.#names.views.filter(([, view]) => !(view instanceof DataView));
    const state = this.#views.map(([name, view]) => `${name}: ${elements(view as Int32Array)}`).join(", ");
    const known = this.#counts.get(state);
    if (known !== undefined || this.#counts.size < MOST_STATES) this.#counts.set(state, (known ?? 0) + 1);
  }

  /** Remembers the counts. @returns a function that sets them to what they are now */
  save(): () => void {
    const saved = [...this.#counts];
    return () => {
      this.#counts.clear();
      for (const [state, runs] of saved) this.#counts.set(state, runs);
    };
  }

  get all(): FinalState[] {
    return [...this.#counts]
      .map(([state, runs]) => ({ state, runs }))
      .sort((a, b) => (a.state < b.state ? -1 : 1));
  }
}

function elements(view: Int32Array): string {
  if (view.length === 1) return String(view[0]);
  return view.length <= MOST_ELEMENTS ? view.join(" ") : `${view.subarray(0, MOST_ELEMENTS).join(" ")} …`;
}
