/**
 * Values that agents return, by the functions that make them. Each function crosses to a worker by its source, so it uses
 * nothing from outside itself.
 */
export type MakeValue = () => unknown;

/** Values that arrive whole on every executor: equal to what the same function makes here. */
export const WHOLE: Readonly<Record<string, MakeValue>> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  zero: () => 0,
  "minus zero": () => -0,
  NaN: () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  bigint: () => 2n ** 100n,
  text: () => "text",
  "empty text": () => "",
  "text with a byte order mark": () => "\uFEFFa",
  "text with a lone surrogate": () => "a\uD800b",
  "long text": () => "ü".repeat(100_000),
  "empty object": () => ({}),
  "nested object": () => ({ a: { b: { c: [1, { d: null }] } } }),
  "object with undefined": () => ({ a: undefined, b: 1 }),
  "object with odd keys": () => ({ "": 1, "a b": 2, 7: 3, constructor: 4, toString: 6, length: 7 }),
  "own __proto__": () => JSON.parse('{"__proto__": {"a": 1}, "b": 2}'),
  "own __proto__ beside a part": () =>
    Object.assign(JSON.parse('{"__proto__": {"a": 1}}'), { e: new Error("x") }),
  "looks like a result": () => ({ success: false, duration: 12, error: null, result: null, url: "http://x" }),
  "looks like a good result": () => ({ success: true, duration: 1, error: null, result: 5 }),
  "looks like a failed result": () => ({
    success: false,
    error: new Error("as a value"),
    duration: 0,
    result: null,
  }),
  "looks like a whole result": () => ({
    ...{ agentId: 1, agentType: "x", result: 5, duration: 1, success: true, error: null },
    ...{ worker: "thread 1", startedAt: 0, endedAt: 1 },
  }),
  "looks like a placeholder": () => ({ "swarmlab:placeholder": "function", name: "x" }),
  "looks like a copy": () => ({ value: 1, parts: [{ at: {}, kind: "error" }] }),
  "looks like a handle": () => ({ kind: "swarmlab.mutex", offset: 0 }),
  "a deep object": () => {
    let deep: unknown = 1;
    for (let i = 0; i < 500; i++) deep = { deep };
    return deep;
  },
  "empty array": () => [],
  "array of arrays": () => [[1], [[2]], [[[3]]]],
  "sparse array": () => {
    const list = [1, 2, 3];
    delete list[1];
    list[9] = 10;
    return list;
  },
  "array with a field": () => Object.assign([1, 2], { name: "pair" }),
  "sparse array with a field": () => Object.assign(new Array(5), { name: "five" }),
  match: () => /(a)(b)?/.exec("ab"),
  "long array": () => Array.from({ length: 20_000 }, (_, i) => i),
  "array of records": () =>
    Array.from({ length: 300 }, (_, id) => ({ id, name: `n${id}`, tags: ["a", "b"] })),
  cycle: () => {
    const ring: Record<string, unknown> = { name: "ring" };
    ring.self = ring;
    return ring;
  },
  "cycle of arrays": () => {
    const ring: unknown[] = [1];
    ring.push(ring);
    return ring;
  },
  "cycle through a map": () => {
    const map = new Map<string, unknown>();
    map.set("self", map);
    return map;
  },
  "cycle through an error": () => {
    const error: Error & { self?: unknown } = new Error("ring");
    error.self = { error };
    return error;
  },
  "one object twice": () => {
    const one = { a: 1 };
    return [one, one, { one }];
  },
  "one error twice": () => {
    const error = new Error("one");
    return { error, list: [error] };
  },
  date: () => new Date(86_400_000),
  "invalid date": () => new Date(Number.NaN),
  regexp: () => /a+b/giu,
  map: () =>
    new Map<unknown, unknown>([
      ["a", 1],
      [{ k: 1 }, [2]],
    ]),
  set: () => new Set<unknown>([1, "a", { b: 2 }]),
  "map of maps": () => new Map([["a", new Map([["b", new Set([1])]])]]),
  "map of errors": () => new Map([[new TypeError("key"), new RangeError("value")]]),
  "boxed number": () => Object(5),
  "boxed text": () => Object("text"),
  "boxed bigint": () => Object(5n),
  "boxed boolean": () => Object(false),
  "array buffer": () => new Uint8Array([1, 2, 3]).buffer,
  bytes: () => new Uint8Array([1, 2, 3]),
  "a part of bytes": () => new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
  "clamped bytes": () => new Uint8ClampedArray([300, -1]),
  floats: () => new Float64Array([1.5, Number.NaN]),
  "single floats": () => new Float32Array([1.5]),
  words: () => new Int32Array([-1, 2]),
  "big words": () => new BigInt64Array([1n, -1n]),
  "data view": () => new DataView(new Uint8Array([1, 2]).buffer),
  buffer: () => Buffer.from("text"),
  "buffer inside": () => ({ file: Buffer.from([0, 255]), name: "x" }),
  "an empty buffer": () => Buffer.alloc(0),
  error: () => new Error("message"),
  "error inside": () => ({ ok: false, error: new TypeError("wrong") }),
  "range error": () => new RangeError("range"),
  "error without message": () => new Error(),
  "error with cause": () => new Error("outer", { cause: new TypeError("inner") }),
  "error with an object as cause": () => new Error("outer", { cause: { why: ["this"] } }),
  "error with a text as cause": () => new Error("outer", { cause: "because" }),
  "error with fields": () =>
    Object.assign(new Error("x"), { status: 404, info: { path: "/x" }, at: new Date(0), list: [1] }),
  "error with a name": () => Object.assign(new Error("x"), { name: "Custom" }),
  "aggregate error": () => new AggregateError([new Error("a"), new TypeError("b"), "c"], "both"),
  "error with a buffer": () => Object.assign(new Error("x"), { body: Buffer.from("b") }),
  "system error": () => {
    try {
      process.getBuiltinModule("fs").readFileSync("/not/there");
    } catch (error) {
      return error;
    }
  },
  "error of Node": () => {
    try {
      Buffer.alloc("x" as never);
    } catch (error) {
      return error;
    }
  },
  "DOM exception": () => new DOMException("stopped", "AbortError"),
  "DOM exception inside": () => ({ reason: new DOMException("late", "TimeoutError") }),
};

/** Values that arrive whole, but for a difference that structured clone makes: what they look like afterwards. */
export const CHANGED: Readonly<Record<string, readonly [MakeValue, unknown]>> = {
  getter: [
    () => ({
      get x() {
        return 5;
      },
    }),
    { x: 5 },
  ],
  "object without prototype": [() => Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  frozen: [() => Object.freeze({ a: Object.freeze([1]) }), { a: [1] }],
  "hidden field": [() => Object.defineProperty({ a: 1 }, "b", { value: 2 }), { a: 1 }],
  "match with groups": [
    () => /(?<first>a)/.exec("a"),
    Object.assign(["a", "a"], { index: 0, input: "a", groups: { first: "a" } }),
  ],
  arguments: [
    function make() {
      // biome-ignore lint/complexity/noArguments: this is the value under test
      return Array.from(arguments);
    },
    [],
  ],
};

/** Values that cannot be copied whole: where they are refused, and as what. */
export const REFUSED: Readonly<Record<string, readonly [MakeValue, string]>> = {
  function: [() => () => 1, "result is a function"],
  "named function": [
    () =>
      function compute() {
        return 1;
      },
    "result is a function named compute",
  ],
  "class itself": [() => class Thing {}, "result is a function named Thing"],
  method: [() => ({ a: { run() {} } }), "result.a.run is a function named run"],
  "function in a map": [() => new Map([["k", () => 1]]), 'result.get("k") is a function'],
  "function in a set": [() => new Set([() => 1]), "an item of result is a function"],
  "function as a key": [() => new Map([[() => 1, 1]]), "a key of result is a function"],
  "function beside items": [() => Object.assign([1], { run: () => 1 }), "result.run is a function named run"],
  "function in a sparse array": [
    () => {
      const list: unknown[] = [];
      list[5] = () => 1;
      return list;
    },
    "result[5] is a function",
  ],
  symbol: [() => Symbol("s"), "result is a symbol"],
  "symbol inside": [() => ({ list: [1, Symbol.iterator] }), "result.list[1] is a symbol"],
  "symbol as a key": [() => ({ a: 1, [Symbol.for("k")]: 2 }), "result[Symbol(k)] has a symbol as its key"],
  "boxed symbol": [() => Object(Symbol("s")), "result is a Symbol"],
  instance: [
    () => {
      class Acc {
        q = 1;
        get two() {
          return 2;
        }
      }
      return new Acc();
    },
    "result is an Acc, whose methods",
  ],
  "instance inside": [
    () => {
      class Point {
        x = 1;
      }
      return { list: [{ at: new Point() }] };
    },
    "result.list[0].at is a Point",
  ],
  "instance of a class without a name": [() => new (class {})(), "result is an Object"],
  "instance with private fields": [
    () => {
      class Secret {
        #x = 1;
        get x() {
          return this.#x;
        }
      }
      return new Secret();
    },
    "result is a Secret",
  ],
  "instance beside items": [
    () => {
      class Extra {}
      return Object.assign([1, 2], { extra: new Extra() });
    },
    "result.extra is an Extra",
  ],
  "object made of another": [() => Object.create({ inherited: 1 }), "result is"],
  "own map class": [
    () => {
      class Registry extends Map<number, number> {}
      return new Registry([[1, 2]]);
    },
    "result is a Registry",
  ],
  "own array class": [
    () => {
      class Stack extends Array<number> {}
      return Stack.from([1, 2]);
    },
    "result is a Stack",
  ],
  "own date class": [
    () => {
      class Day extends Date {}
      return new Day(0);
    },
    "result is a Day",
  ],
  "own bytes class": [
    () => {
      class Packet extends Uint8Array {}
      return new Packet(2);
    },
    "result is a Packet",
  ],
  "own error class": [
    () => {
      class TooLate extends Error {}
      return new TooLate("x");
    },
    "result is a TooLate",
  ],
  "own error class as cause": [
    () => {
      class TooLate extends Error {}
      return new Error("x", { cause: new TooLate("y") });
    },
    "result.cause is a TooLate",
  ],
  "function in an error": [
    () => Object.assign(new Error("x"), { retry: () => 1 }),
    "result.retry is a function",
  ],
  "URL in an aggregate error": [
    () => new AggregateError([new URL("http://a.b")]),
    "result.errors[0] is a URL",
  ],
  URL: [() => new URL("http://x.y/z"), "result is a URL"],
  "search parameters": [() => new URLSearchParams("a=b"), "result is a URLSearchParams"],
  headers: [() => new Headers({ a: "b" }), "result is a Headers"],
  response: [() => new Response("hi"), "result is a Response"],
  request: [() => new Request("http://x.y"), "result is a Request"],
  blob: [() => new Blob(["abc"]), "result is a Blob"],
  file: [() => new File(["abc"], "a.txt"), "result is a File"],
  "form data": [() => new FormData(), "result is a FormData"],
  "form data inside": [() => ({ forms: [new FormData()] }), "result.forms[0] is a FormData"],
  "text encoder": [() => new TextEncoder(), "result is a TextEncoder"],
  "abort signal": [() => new AbortController().signal, "result is an AbortSignal"],
  event: [() => new Event("x"), "result is an Event"],
  stream: [() => new ReadableStream(), "result is a ReadableStream"],
  "message channel": [() => new MessageChannel(), "result is a MessageChannel"],
  "message port": [
    () => {
      const { port1, port2 } = new MessageChannel();
      port2.close();
      return port1;
    },
    "result is a MessagePort",
  ],
  "weak map": [() => new WeakMap(), "result is a WeakMap"],
  "weak set": [() => new WeakSet(), "result is a WeakSet"],
  "weak reference": [() => new WeakRef({}), "result is a WeakRef"],
  "a promise inside": [() => ({ later: Promise.resolve(1) }), "result.later is a Promise"],
  generator: [
    () =>
      (function* () {
        yield 1;
      })(),
    "result is a Generator",
  ],
  iterator: [() => [1].values(), "result is an Iterator"],
  proxy: [() => new Proxy({ a: 1 }, {}), "result is a Proxy"],
  "proxy of an array": [() => ({ list: new Proxy([1], {}) }), "result.list is a Proxy"],
  "proxy that throws": [
    () =>
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error("trap");
          },
        },
      ),
    "result is a Proxy",
  ],
  "revoked proxy": [
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return { proxy };
    },
    "result.proxy is a Proxy",
  ],
  "getter that throws": [
    () => ({
      ok: 1,
      inner: {
        get x() {
          throw new RangeError("not now");
        },
      },
    }),
    "result.inner.x has a getter that throws (RangeError: not now)",
  ],
  "getter of a function": [
    () => ({
      get x() {
        return () => 1;
      },
    }),
    "result.x is a function",
  ],
  "map with a field": [() => Object.assign(new Map(), { extra: 1 }), "result.extra is a field of a Map"],
  "date with a field": [() => Object.assign(new Date(0), { zone: "x" }), "result.zone is a field of a Date"],
  "bytes that are gone": [
    () => {
      const bytes = new Uint8Array(8);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      return bytes;
    },
    "result has no bytes any more",
  ],
  "compiled code": [
    () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    "result is a Module",
  ],
  "global object": [() => globalThis, "result"],
  process: [() => process, "result"],
  "Math itself": [() => Math, "result"],
  "number format": [() => new Intl.NumberFormat("en"), "result is a NumberFormat"],
};

/** What agents throw, and what its cause looks like on every executor. */
export const THROWN: Readonly<Record<string, readonly [MakeValue, unknown]>> = {
  text: [() => "oops", "oops"],
  number: [() => 404, 404],
  null: [() => null, null],
  undefined: [() => undefined, undefined],
  bigint: [() => 5n, 5n],
  object: [() => ({ status: 500, body: "x", at: new Date(0) }), { status: 500, body: "x", at: new Date(0) }],
  array: [() => [1, { a: 2 }], [1, { a: 2 }]],
  map: [() => new Map([["a", 1]]), new Map([["a", 1]])],
  "error with fields": [
    () => Object.assign(new Error("nf", { cause: { reason: "why" } }), { status: 404, info: { path: "/x" } }),
    { message: "nf", cause: { reason: "why" }, status: 404, info: { path: "/x" } },
  ],
  "aggregate error": [
    () => new AggregateError([new Error("one"), new TypeError("two")], "both"),
    { message: "both", errors: [{ message: "one" }, { message: "two" }] },
  ],
  "DOM exception": [() => new DOMException("m", "AbortError"), { name: "AbortError", message: "m" }],
  "causes of causes": [
    () => new Error("a", { cause: new Error("b", { cause: new RangeError("c", { cause: ["d"] }) }) }),
    { message: "a", cause: { message: "b", cause: { message: "c", cause: ["d"] } } },
  ],
  "an error in a field": [
    () => Object.assign(new Error("x"), { inner: new TypeError("y") }),
    { message: "x", inner: { message: "y" } },
  ],
  buffer: [() => Object.assign(new Error("x"), { body: Buffer.from("b") }), { body: Buffer.from("b") }],
};
