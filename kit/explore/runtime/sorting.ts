import { dispatch } from "./dispatch.ts";
import { type Frame, Suspension } from "./suspensions.ts";

/** Asks a function of the program for the order of two items. */
function* orderOf(compare: unknown, one: unknown, other: unknown): Frame {
  const result = dispatch.call(compare as (...args: unknown[]) => unknown, undefined, [one, other]);
  return Number(result instanceof Suspension ? yield result : result);
}

/** Lists up to this length are sorted by insertion, with the same calls as V8 makes. */
const SHORT = 16;

function* inserted(items: readonly unknown[], compare: unknown): Frame {
  const list = items.slice(0, 1);
  for (const item of items.slice(1)) {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (((yield* orderOf(compare, item, list[middle])) as number) < 0) high = middle;
      else low = middle + 1;
    }
    list.splice(low, 0, item);
  }
  return list;
}

/** Sorts items by a function that can be suspended. Equal items keep their order. @returns a new array */
export function* sorted(items: readonly unknown[], compare: unknown): Frame {
  if (items.length <= SHORT) return yield* inserted(items, compare);
  const middle = items.length >> 1;
  const left = (yield* sorted(items.slice(0, middle), compare)) as unknown[];
  const right = (yield* sorted(items.slice(middle), compare)) as unknown[];
  const merged: unknown[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    // The language asks for the later item first.
    const order = (yield* orderOf(compare, right[j], left[i])) as number;
    merged.push(order < 0 ? right[j++] : left[i++]);
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

/** The items of an array in order: undefined ones come behind all others, and are compared with none. @returns without holes */
export function* sortedItems(list: readonly unknown[], compare: unknown): Frame {
  const there = list.filter(() => true);
  const compared = (yield* sorted(
    there.filter((one) => one !== undefined),
    compare,
  )) as unknown[];
  return [...compared, ...there.filter((one) => one === undefined)];
}
