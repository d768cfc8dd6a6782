import type { AnswerProcess } from "./answer-process.ts";
import { isProtocolName } from "./codec/protocol-names.ts";

/**
 * An instance that lives in the answer's process. `await remote.method(...)` calls a method, `await remote.get("field")` and
 * `await remote.field` read the present value of a field.
 */
// Its members are the learner's: their types are not known here.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type RemoteInstance = { readonly [member: string]: any } & AsyncIterable<unknown>;

/** The handle of an instance, as a value that checks use like the instance itself. */
export function remoteInstance(answer: AnswerProcess, handle: number): RemoteInstance {
  const members = new Map<string, unknown>();
  const instance = new Proxy(Object.freeze({}), {
    get(_target, key) {
      if (key === Symbol.asyncIterator) return () => answer.iterate(handle);
      // Promises, printers and matchers look for these names on every value. Here they find nothing.
      if (typeof key === "symbol" || isProtocolName(key)) return undefined;
      if (!members.has(key)) members.set(key, member(answer, handle, key));
      return members.get(key);
    },
    has: () => false,
    set: () => false,
  }) as RemoteInstance;
  answer.remember(instance, handle);
  return instance;
}

function member(answer: AnswerProcess, handle: number, name: string): unknown {
  const call = async (...args: unknown[]) => {
    const reply = await answer.ask({ op: "invoke", handle, method: name, args: answer.toWire(args) });
    return answer.fromWire("value" in reply ? reply.value : ["undefined"]);
  };
  const read = async () => {
    const reply = await answer.ask({ op: "field", handle, name });
    return answer.fromWire("value" in reply ? reply.value : ["undefined"]);
  };
  return Object.assign(call, {
    // biome-ignore lint/suspicious/noThenProperty: it is what lets `await remote.field` read the field.
    then: (resolve: (value: unknown) => void, reject: (error: unknown) => void) =>
      read().then(resolve, reject),
  });
}
