import { dot } from "./dot.ts";
import { DIMENSIONS } from "./embedding.ts";

/** Rounds of the subspace iteration; the directions need not be exact. */
const ROUNDS = 8;

/**
 * The directions in which some embeddings differ most, so that a few numbers tell most of each embedding: the first eigenvectors
 * of their second moments, by subspace iteration.
 *
 * @param vectors - `DIMENSIONS` numbers for each embedding
 * @returns `count` directions of length 1, each at right angles to the others, one after the other
 */
export function principalDirections(vectors: Float32Array, count: number): Float32Array {
  const moments = secondMoments(vectors);
  let directions: Float32Array = new Float32Array(count * DIMENSIONS);
  // Each direction begins at axes of its own; none of them is at right angles to all embeddings.
  for (let i = 0; i < DIMENSIONS; i++) directions[(i % count) * DIMENSIONS + i] = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float32Array(directions.length);
    for (let d = 0; d < count; d++) {
      for (let row = 0; row < DIMENSIONS; row++)
        next[d * DIMENSIONS + row] = dot(moments, row * DIMENSIONS, directions, d * DIMENSIONS, DIMENSIONS);
    }
    orthonormalise(next, count);
    directions = next;
  }
  return directions;
}

function secondMoments(vectors: Float32Array): Float32Array {
  const moments = new Float32Array(DIMENSIONS * DIMENSIONS);
  for (let start = 0; start < vectors.length; start += DIMENSIONS) {
    for (let row = 0; row < DIMENSIONS; row++) {
      const value = vectors[start + row] as number;
      if (value === 0) continue;
      const at = row * DIMENSIONS;
      for (let column = 0; column < DIMENSIONS; column++)
        moments[at + column] = (moments[at + column] as number) + value * (vectors[start + column] as number);
    }
  }
  return moments;
}

/** The Gram–Schmidt process. */
function orthonormalise(directions: Float32Array, count: number): void {
  for (let d = 0; d < count; d++) {
    const at = d * DIMENSIONS;
    for (let before = 0; before < d; before++) {
      const shared = dot(directions, at, directions, before * DIMENSIONS, DIMENSIONS);
      for (let i = 0; i < DIMENSIONS; i++)
        directions[at + i] =
          (directions[at + i] as number) - shared * (directions[before * DIMENSIONS + i] as number);
    }
    const length = Math.sqrt(dot(directions, at, directions, at, DIMENSIONS)) || 1;
    for (let i = 0; i < DIMENSIONS; i++) directions[at + i] = (directions[at + i] as number) / length;
  }
}
