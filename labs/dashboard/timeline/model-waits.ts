import type { ModelUseLike } from "./swarm-run-like.ts";

/** A part of an agent's time in which it computed nothing, because it had asked its swarm's language model. */
export interface ModelWait {
  readonly kind: "queue" | "model";
  /** Seconds since the swarm's start. */
  readonly from: number;
  readonly to: number;
}

/** The waits of an agent, inside its bar. Waits of no length are left out. */
export function waitsOf(uses: readonly ModelUseLike[], start: number, end: number): ModelWait[] {
  return uses.flatMap(({ startedAt, waitingSeconds, modelSeconds }) => {
    const begun = startedAt + waitingSeconds;
    const parts: ModelWait[] = [
      { kind: "queue", from: startedAt, to: begun },
      { kind: "model", from: begun, to: begun + modelSeconds },
    ];
    const inside = (at: number) => Math.min(Math.max(at, start), end);
    return parts
      .map(({ kind, from, to }) => ({ kind, from: inside(from), to: inside(to) }))
      .filter(({ from, to }) => to > from);
  });
}
