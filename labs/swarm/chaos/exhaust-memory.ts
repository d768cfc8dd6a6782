/** Keeps V8 from seeing that nobody looks at what is kept. */
let kept: unknown;

/**
 * Each way to use up memory that behaves differently in V8: where it looks at its limit, and where it does not. They
 * never end by themselves, so they run only in a process that is there to be lost.
 */
export const exhaustMemory = {
  "many-arrays"(): never {
    const arrays: unknown[] = [];
    kept = arrays;
    for (let i = 0; ; i++) arrays.push([i, i, i, i, i, i, i, i]);
  },
  "many-strings"(): never {
    const strings: string[] = [];
    kept = strings;
    for (let i = 0; ; i++) strings.push(`${"memory ".repeat(100)}${i}`);
  },
  "one-list"(): never {
    const list: number[] = [];
    kept = list;
    for (let i = 0; ; i++) list.push(i + 0.5);
  },
  "huge-array"(): number {
    const array = new Array<object>(2 ** 25);
    kept = array;
    for (let i = 0; i < array.length; i++) array[i] = { i };
    return array.length;
  },
  "growing-map"(): never {
    const map = new Map<number, number>();
    kept = map;
    for (let i = 0; ; i++) map.set(i, i);
  },
  "many-keys"(): never {
    const object: Record<string, number> = {};
    kept = object;
    for (let i = 0; ; i++) object[`key ${i}`] = i;
  },
  "huge-json"(): number {
    const values = JSON.parse(`[${"[1],".repeat(2 ** 24)}[1]]`) as unknown[];
    kept = values;
    return values.length;
  },
  buffers(): never {
    const buffers: Buffer[] = [];
    kept = buffers;
    for (;;) buffers.push(Buffer.alloc(2 ** 20, 1));
  },
} as const;

/** What is kept alive at the moment, if anything. */
export function whatIsKept(): unknown {
  return kept;
}
