/** An answer as a model reads it: JSON, in which each BigInt is its digits, because JSON has no BigInts. */
export function plainAnswer(answer: unknown): unknown {
  const json = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  // Undefined has no JSON.
  return json === undefined ? null : JSON.parse(json);
}
