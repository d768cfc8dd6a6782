import { dot } from "./dot.ts";
import { DIMENSIONS } from "./embedding.ts";

/** Numbers of an outline: what an embedding has along the principal directions, and the length of the rest of it. */
export const OUTLINE_LENGTH = 48;
export const DIRECTIONS = OUTLINE_LENGTH - 1;
/**
 * How much of the product of two rests is expected. 0 would lose issues in words of their own, which lie beside all directions; 1
 * is the most that it can be.
 */
const EXPECTED_REST = 0.5;

/** Writes the outline of an embedding. @param directions - `DIRECTIONS` of them, one after the other */
export function outline(embedding: Float32Array, directions: Float32Array, into: Float32Array): void {
  let squares = 0;
  for (let d = 0; d < DIRECTIONS; d++) {
    const part = dot(embedding, 0, directions, d * DIMENSIONS, DIMENSIONS);
    into[d] = part;
    squares += part * part;
  }
  into[DIRECTIONS] = Math.sqrt(Math.max(0, 1 - squares));
}

/** The outline of a query: its product with an issue's outline estimates their similarity, and hardly ever far too low. */
export function queryOutline(embedding: Float32Array, directions: Float32Array, into: Float32Array): void {
  outline(embedding, directions, into);
  into[DIRECTIONS] = EXPECTED_REST * (into[DIRECTIONS] as number);
}
