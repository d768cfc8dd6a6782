import { bulkAccess, isSharedView } from "./access.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import { UserGenerator } from "./functions.ts";
import { forAwaitOf, forOf, type Iteration } from "./iteration.ts";
import { Await, type Frame, GENERATOR, Suspension, Yielded } from "./suspensions.ts";

type Fn = ((...args: unknown[]) => unknown) & { [GENERATOR]?: (...args: unknown[]) => unknown };
type Keyed = Record<PropertyKey, unknown>;

/** The value of a spread or of an array pattern. */
export function list(site: number, value: unknown): unknown {
  if (now.thread !== undefined && isSharedView(value) && !(value instanceof DataView))
    return bulkAccess(site, value, 0, value.byteLength, false, () => Array.from(value as Int32Array));
  if (value === null || value === undefined || Array.isArray(value)) return value;
  const iterator = (value as Keyed)[Symbol.iterator] as Fn | undefined;
  const isOwn = value instanceof UserGenerator || iterator?.[GENERATOR] !== undefined;
  return isOwn || isUserIterable(value) ? collect(site, value) : value;
}

/** An object of the program whose `[Symbol.iterator]` is a generator method. */
function isUserIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && !isBuiltIn(value);
}

function isBuiltIn(value: object): boolean {
  return value instanceof Map || value instanceof Set || ArrayBuffer.isView(value) || "toArray" in value;
}

function* collect(site: number, value: unknown): Frame {
  const items: unknown[] = [];
  let iteration: unknown = forOf(site, value);
  if (iteration instanceof Suspension) iteration = yield iteration;
  for (;;) {
    let step: unknown = (iteration as Iteration).next();
    if (step instanceof Suspension) step = yield step;
    const { done, value: item } = step as IteratorResult<unknown>;
    if (done) return items;
    items.push(item);
  }
}

export const listHidden = (value: unknown): unknown => drive(list(-1, value));

/** `yield* value` in a generator of the program. */
export function* delegate(value: unknown): Frame {
  let iteration: unknown = forOf(-1, value);
  if (iteration instanceof Suspension) iteration = yield iteration;
  for (;;) {
    let step: unknown = (iteration as Iteration).next();
    if (step instanceof Suspension) step = yield step;
    const { done, value: item } = step as IteratorResult<unknown>;
    if (done) return item;
    yield new Yielded(item);
  }
}

/** The same in an asynchronous generator. */
export function* asynchronousDelegate(value: unknown): Frame {
  let iteration: unknown = forAwaitOf(-1, value);
  if (iteration instanceof Suspension) iteration = yield iteration;
  for (;;) {
    let step: unknown = (iteration as Iteration).next();
    if (step instanceof Suspension) step = yield step;
    const { done, value: item } = (yield new Await(step)) as IteratorResult<unknown>;
    if (done) return item;
    yield new Yielded(item);
  }
}
