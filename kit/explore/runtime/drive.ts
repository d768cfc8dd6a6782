import { ExploreError } from "../explore-error.ts";
import { now, reportHiddenAccess } from "./current-thread.ts";
import { EndlessLoop, TimeIsUp } from "./loop-watch.ts";
import { performNatively } from "./perform.ts";
import { AsyncCall, Await, type Frame, GeneratorStep, Op, Suspension, Yielded } from "./suspensions.ts";
import { inside, pendingPromise, type VirtualPromise } from "./virtual-promise.ts";

/**
 * Runs code to its end that cannot be suspended, because native code or a constructor called it. Its accesses to shared memory belong to the
 * step before and are reported to the world.
 */
export function drive(value: unknown): unknown {
  if (!(value instanceof Suspension)) return value;
  const frames: (Frame | "step")[] = [];
  let result: unknown = value;
  let isError = false;
  let mode: "next" | "throw" | "return" = "next";
  for (;;) {
    if (!isError && result instanceof Suspension) {
      const suspended: object = result;
      result = undefined;
      if (suspended instanceof Op) {
        try {
          result = driveOp(suspended);
        } catch (error) {
          if (isAbort(error)) throw error;
          result = error;
          isError = true;
        }
      } else if (suspended instanceof AsyncCall) result = startNow(suspended);
      else if (suspended instanceof Await)
        throw new ExploreError("UNSUPPORTED", "await stands in code that cannot wait.");
      else if (suspended instanceof Yielded) {
        frames.pop();
        if (frames.pop() !== "step")
          throw new ExploreError("UNSUPPORTED", "A generator was used in a way that cannot be explored.");
        result = { value: suspended.value, done: false };
      } else if (suspended instanceof GeneratorStep) {
        frames.push("step", suspended.frame);
        mode = suspended.mode;
        if (mode === "return") now.returning = suspended.value;
        result = suspended.value;
      } else frames.push(suspended as Frame);
      // A new frame starts; an old one continues with a result.
    }
    const top = frames.at(-1);
    if (top === undefined) {
      if (isError) throw result;
      return result;
    }
    if (top === "step") {
      frames.pop();
      if (!isError) result = { value: result, done: true };
      continue;
    }
    try {
      const step = isError ? top.throw(result) : mode === "next" ? top.next(result) : top[mode](result);
      mode = "next";
      isError = false;
      result = step.value;
      if (step.done) frames.pop();
    } catch (error) {
      if (isAbort(error)) throw error;
      frames.pop();
      mode = "next";
      result = error;
      isError = true;
    }
  }
}

/** Whether a wait would sleep. A wait for a word that has another value, or with the limit 0, returns at once. */
function mustSleep(op: Op): boolean {
  return performNatively(op) === op.value && !(Number(op.other) <= 0);
}

function driveOp(op: Op): unknown {
  if (op.kind === "wait" && now.thread !== undefined && mustSleep(op))
    throw new ExploreError(
      "UNSUPPORTED",
      "A thread blocks inside a function that built-in code calls, such as JSON.stringify; explore() cannot suspend it there, so call it outside.",
    );
  reportHiddenAccess(op);
  if (op.kind === "wait") return performNatively(op) === op.value ? "timed-out" : "not-equal";
  if (op.kind === "waitAsync" || op.kind === "notify")
    throw new ExploreError(
      "UNSUPPORTED",
      `A thread calls Atomics.${op.kind} inside a function that built-in code calls, such as JSON.stringify; explore() cannot schedule it there, so call it outside.`,
    );
  return performNatively(op);
}

/** Runs an asynchronous function that native code called up to its first `await`. The rest is a job of the thread's event loop. */
function startNow({ frame }: AsyncCall): VirtualPromise {
  const promise = pendingPromise();
  let how: "next" | "throw" = "next";
  let sent: unknown;
  try {
    for (;;) {
      const step = how === "next" ? frame.next(sent) : frame.throw(sent);
      if (step.done) {
        inside.resolve(promise, step.value);
        return promise;
      }
      if (step.value instanceof Await) {
        now.thread?.awaitLater(frame, promise, step.value.value);
        return promise;
      }
      try {
        sent = drive(step.value);
        how = "next";
      } catch (error) {
        if (isAbort(error)) throw error;
        sent = error;
        how = "throw";
      }
    }
  } catch (error) {
    if (isAbort(error)) throw error;
    inside.reject(promise, error);
    return promise;
  }
}

/** Whether an error ends the run or the exploration, and is not an error of the program. */
export function isAbort(error: unknown): boolean {
  return ExploreError.is(error) || error instanceof EndlessLoop || error instanceof TimeIsUp;
}
