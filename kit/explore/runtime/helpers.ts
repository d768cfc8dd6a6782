import "./callback-calls.ts";
import "./iterator-helpers.ts";
import { isSharedView } from "./access.ts";
import { callFunction, callOn } from "./calls.ts";
import { construct, targetOf } from "./construct.ts";
import { compared, keyValue, primitive } from "./conversions.ts";
import { now } from "./current-thread.ts";
import { asyncDisposable, disposable, suppressed } from "./disposal.ts";
import { drive } from "./drive.ts";
import {
  decrement,
  get,
  getterKeys,
  increment,
  keyOf,
  number,
  readElement,
  readHidden,
  set,
  setterKeys,
  superGet,
  writeElement,
  writeHidden,
} from "./elements.ts";
import {
  asynchronous,
  asynchronousGenerator,
  generator,
  plain,
  twofoldAsyncGenerator,
  twofoldGenerator,
} from "./functions.ts";
import { forAwaitOf, forOf, type Iteration, stepOf } from "./iteration.ts";
import {
  asynchronousDelegate,
  closed,
  delegate,
  list,
  nextOf,
  opened,
  restOf,
  spread,
  take,
  without,
} from "./lists.ts";
import type { LoopToken } from "./loop-watch.ts";
import {
  argumentsOf,
  defineField,
  FIELDS,
  INIT,
  inheritedMember,
  natively,
  noteClass,
  ownSelf,
  STATICS,
  statics,
  superCall,
  upwards,
} from "./own-classes.ts";
import { inheritsFromView } from "./special-calls.ts";
import { AsyncCall, Await, Suspension, WITHOUT_CODE, Yielded } from "./suspensions.ts";
import { text, viewText } from "./text.ts";
import { unsupported } from "./unsupported.ts";
import {
  bind,
  nameFunction,
  userAsyncGenerator,
  userGenerator,
  wrapAccessor,
  wrapMethod,
  wrapObject,
} from "./wrap-members.ts";

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
  $wgi: twofoldGenerator,
  $wagi: twofoldAsyncGenerator,
  $wo: wrapObject,
  $named: nameFunction,
  $isObject: (value: unknown) => (typeof value === "object" && value !== null) || typeof value === "function",
  $wm: wrapMethod,
  $wx: wrapAccessor,
  $sgt: superGet,
  $ug: userGenerator,
  $uag: userAsyncGenerator,
  $bind: bind,
  $c: callFunction,
  $ct: callOn,
  $rd: readElement,
  $wr: writeElement,
  $drd: readHidden,
  $dwr: writeHidden,
  $gt: get,
  $st: set,
  $getter: getterKeys,
  $setter: setterKeys,
  $new: construct,
  $class: noteClass,
  $bare: WITHOUT_CODE,
  $initKey: INIT,
  $fieldsKey: FIELDS,
  $staticsKey: STATICS,
  $statics: statics,
  $native: natively,
  $up: upwards,
  $superCall: superCall,
  $self: ownSelf,
  $inherited: inheritedMember,
  $argsOf: argumentsOf,
  $define: defineField,
  $target: targetOf,
  $key: keyOf,
  $list: list,
  $take: take,
  $open: opened,
  $nx: nextOf,
  $rest: restOf,
  $done: closed,
  $own_props: spread,
  $without: without,
  $prim: primitive,
  $cmp: compared,
  $kv: keyValue,
  $str: text,
  $vs: viewText,
  $proto: (value: unknown) => {
    if (isSharedView(value)) throw inheritsFromView();
    return value;
  },
  $tag: (strings: unknown) => strings,
  $dispose: disposable,
  $adispose: asyncDisposable,
  $sup: suppressed,
  $obj: (value: unknown) => {
    if (value === null || value === undefined)
      throw new TypeError(`Cannot destructure '${String(value)}' as it is ${String(value)}.`);
    return value;
  },
  $iter: forOf,
  $aiter: forAwaitOf,
  $next: (iteration: Iteration) => (iteration.iterator === undefined ? iteration.next() : stepOf(iteration)),
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
