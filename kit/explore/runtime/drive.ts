import { ExploreError } from "../explore-error.ts";
import { now, reportHiddenAccess } from "./current-thread.ts";
import { performNatively } from "./perform.ts";
import { AsyncCall, Await, type Frame, GeneratorStep, Op, Suspension, Yielded } from "./suspensions.ts";
import { VirtualPromise } from "./virtual-promise.ts";

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
          if (ExploreError.is(error)) throw error;
          result = error;
          isError = true;
        }
      } else if (suspended instanceof AsyncCall) result = startLater(suspended);
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
      if (ExploreError.is(error)) throw error;
      frames.pop();
      mode = "next";
      result = error;
      isError = true;
    }
  }
}

function driveOp(op: Op): unknown {
  if (op.kind === "wait")
    throw new ExploreError(
      "UNSUPPORTED",
      "A thread blocks inside a constructor, a parameter's default or a function that built-in code calls, such as sort; explore() cannot suspend it there.",
    );
  reportHiddenAccess(op);
  return performNatively(op);
}

/** Starts an asynchronous function that native code called, as a job on the thread's event loop. */
function startLater(called: AsyncCall): VirtualPromise {
  const promise = new VirtualPromise();
  const { thread } = now;
  thread?.enqueue(() => thread.callAsJob(() => called, promise));
  return promise;
}
