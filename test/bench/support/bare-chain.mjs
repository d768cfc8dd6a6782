/** A task of a bare pool: the same chain as the benchmark's agent `Chain`. */
export default (steps) => {
  let x = 1;
  for (let i = 0; i < steps; i++) x = (Math.imul(x, 1103515245) + 12345) | 0;
  return x;
};
