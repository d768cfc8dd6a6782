type Callback = (...args: unknown[]) => unknown;

/** Functions of the runtime that call each other in a circle. `calls.ts` sets them. */
export const dispatch: {
  /** Calls a function of the program or a built-in one. @returns its result, or a suspension that has it as its result */
  call(fn: Callback, self: unknown, args: unknown[]): unknown;
  /** Guards a value if it is a view of shared memory. */
  guarded(value: unknown): unknown;
  /** Whether a value is an array over shared memory. */
  isView(value: unknown): boolean;
  /** Runs a suspension to its end at once. */
  drive(suspended: unknown): unknown;
  /** All that a value gives in a loop, as an array. */
  collect(value: unknown): Generator<unknown, unknown, unknown>;
} = {
  call: (fn, self, args) => Reflect.apply(fn, self, args),
  guarded: (value) => value,
  isView: () => false,
  drive: (suspended) => suspended,
  // biome-ignore lint/correctness/useYield: it stands in for the real one, which calls.ts sets.
  *collect(value) {
    return value;
  },
};
