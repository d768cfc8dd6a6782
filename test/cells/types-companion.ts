// A type and a value of one name, in one cell.
interface Vector { x: number; y: number }
const Vector = { zero: { x: 0, y: 0 } as Vector, of: (x: number, y: number): Vector => ({ x, y }) };
// %%
const sumOfVector = (vector: Vector) => vector.x + vector.y + Vector.zero.x;
// %%
const answer = () => sumOfVector(Vector.of(1, 2));
// expect: 3
