const kept: unknown[] = [];

/** Keeps a value from being garbage collected. */
function keep<T>(value: T): T {
  kept.push(value);
  return value;
}

/**
 * Ways to use up memory that behave differently in V8: at some it checks its heap limit, at others it does not. Each
 * ends the process that it runs in.
 */
export const exhaustMemory = {
  "many-arrays"(): never {
    const arrays = keep<number[][]>([]);
    for (let i = 0; ; i++) arrays.push([i, i, i, i, i, i, i, i]);
  },
  "many-strings"(): never {
    const strings = keep<string[]>([]);
    for (let i = 0; ; i++) strings.push(`${"memory ".repeat(100)}${i}`);
  },
  "one-list"(): never {
    const list = keep<number[]>([]);
    for (let i = 0; ; i++) list.push(i + 0.5);
  },
  "huge-array"(): number {
    const array = keep(new Array<object>(2 ** 25));
    for (let i = 0; i < array.length; i++) array[i] = { i };
    return array.length;
  },
  "growing-map"(): never {
    const map = keep(new Map<number, number>());
    for (let i = 0; ; i++) map.set(i, i);
  },
  "many-keys"(): never {
    const object = keep<Record<string, number>>({});
    for (let i = 0; ; i++) object[`key ${i}`] = i;
  },
  "huge-json"(): number {
    const values = keep(JSON.parse(`[${"[1],".repeat(2 ** 24)}[1]]`) as unknown[]);
    return values.length;
  },
  buffers(): never {
    const buffers = keep<Buffer[]>([]);
    for (;;) buffers.push(Buffer.alloc(2 ** 20, 1));
  },
} as const;
