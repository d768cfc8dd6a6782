/**
 * The a ≥ 0 and b ≥ 0 with the smallest sum of (y − a·u − b·v)²; null when the points do not determine both.
 * With two unknowns no iteration is needed: when the unconstrained solution is negative, the best one lies on an axis.
 */
export function leastSquares(
  points: readonly { readonly u: number; readonly v: number; readonly y: number }[],
): { readonly a: number; readonly b: number } | null {
  const sum = (f: (p: { u: number; v: number; y: number }) => number) => points.reduce((s, p) => s + f(p), 0);
  const [uu, uv, vv] = [sum((p) => p.u * p.u), sum((p) => p.u * p.v), sum((p) => p.v * p.v)];
  const [uy, vy] = [sum((p) => p.u * p.y), sum((p) => p.v * p.y)];
  const determinant = uu * vv - uv * uv;
  // The two columns are parallel, so that a and b cannot be distinguished.
  if (determinant <= 1e-9 * uu * vv || !Number.isFinite(determinant)) return null;
  const a = (uy * vv - vy * uv) / determinant;
  const b = (vy * uu - uy * uv) / determinant;
  if (a >= 0 && b >= 0) return { a, b };
  const onlyA = { a: Math.max(0, uy / uu), b: 0 };
  const onlyB = { a: 0, b: Math.max(0, vy / vv) };
  const error = (fit: { a: number; b: number }) => sum((p) => (p.y - fit.a * p.u - fit.b * p.v) ** 2);
  return error(onlyA) <= error(onlyB) ? onlyA : onlyB;
}
