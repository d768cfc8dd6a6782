import type { TailPosition } from "../intake/tail-positions.ts";
import type { SentinelStore } from "../store/sentinel-store.ts";

const NAME = "tail-positions";

/** How far earlier runs with this store have read their files; empty when nothing readable was saved. */
export function readPositions(store: SentinelStore): readonly TailPosition[] {
  const saved = store.knowledge(NAME);
  if (saved === undefined) return [];
  try {
    const positions = JSON.parse(new TextDecoder().decode(saved)) as readonly TailPosition[];
    return positions.filter(({ path, position }) => typeof path === "string" && position >= 0);
  } catch {
    return [];
  }
}

/** Those of files that are not followed now are kept. */
export function savePositions(store: SentinelStore, positions: readonly TailPosition[]): void {
  if (positions.length === 0) return;
  const byPath = new Map(
    [...readPositions(store), ...positions].map((position) => [position.path, position]),
  );
  const newest = Math.max(...positions.map(({ readAt }) => readAt));
  store.saveKnowledge(NAME, new TextEncoder().encode(JSON.stringify([...byPath.values()])), newest);
}
