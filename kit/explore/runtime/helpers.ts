import { callFunction, callMethod, callOn, construct } from "./calls.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import {
  decrement,
  get,
  getterKeys,
  increment,
  number,
  readElement,
  readHidden,
  set,
  setterKeys,
  superGet,
  writeElement,
  writeHidden,
} from "./elements.ts";
import { asynchronous, asynchronousGenerator, generator, plain } from "./functions.ts";
import { forAwaitOf, forOf, type Iteration } from "./iteration.ts";
import { asynchronousDelegate, delegate, list, listHidden } from "./lists.ts";
import type { LoopToken } from "./loop-watch.ts";
import { AsyncCall, Await, Suspension, Yielded } from "./suspensions.ts";
import { unsupported } from "./unsupported.ts";
import { bind, userAsyncGenerator, userGenerator, wrapAccessor, wrapMethod } from "./wrap-members.ts";

/** The names that transformed code uses of the runtime. */
export const helpers: Readonly<Record<string, unknown>> = {
  $S: Suspension,
  $Async: AsyncCall,
  $Await: Await,
  $Yield: Yielded,
  $w: plain,
  $wa: asynchronous,
  $wg: generator,
  $wag: asynchronousGenerator,
  $wm: wrapMethod,
  $wx: wrapAccessor,
  $sgt: superGet,
  $ug: userGenerator,
  $uag: userAsyncGenerator,
  $bind: bind,
  $c: callFunction,
  $ct: callOn,
  $m: callMethod,
  $rd: readElement,
  $wr: writeElement,
  $drd: readHidden,
  $dwr: writeHidden,
  $gt: get,
  $st: set,
  $getter: getterKeys,
  $setter: setterKeys,
  $new: construct,
  $list: list,
  $dlist: listHidden,
  $iter: forOf,
  $aiter: forAwaitOf,
  $next: (iteration: Iteration) => iteration.next(),
  $close: (iteration: Iteration) => iteration.close(),
  $delegate: delegate,
  $adelegate: asynchronousDelegate,
  $num: number,
  $inc: increment,
  $dec: decrement,
  $drive: drive,
  // Each module defines its own.
  $meta: Object.freeze({}),
  $loop: () => now.thread?.loops.newLoop(),
  $turn: (token: LoopToken, carried: unknown[]) => now.thread?.loops.turn(token, carried),
  $import: (what: unknown) => {
    throw unsupported(`import(${JSON.stringify(String(what))})`, "import it at the top instead");
  },
};
