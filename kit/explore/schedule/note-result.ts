import type { History } from "../runtime/history.ts";
import type { Op } from "../runtime/suspensions.ts";
import { sites } from "../transform/place.ts";

/** Marks the result of an access in a thread's history. */
const RESULT = 0x1000_0000;

/** Adds the result of an access to what its thread has seen. A write, and a result that the code drops, say nothing new. */
export function noteResult(history: History, op: Op, value: unknown, clock: number): void {
  history.event(RESULT, clock);
  switch (op.kind) {
    case "write":
    case "store":
    // What many bytes were is noted before the access.
    case "bulk":
      return;
    case "waitAsync":
      history.mixValue((value as { async: boolean }).async);
      return;
    case "wait":
      history.mixValue(value);
      return;
    default:
      if (sites[op.site]?.isDropped !== true) history.mixValue(value);
  }
}
