import { describe, expect, test } from "vitest";
import { arrayKinds } from "../../../../../kit/common/array-kinds.ts";
import { CodecError } from "../../../../../kit/sandbox/process/codec/codec-error.ts";
import { decode } from "../../../../../kit/sandbox/process/codec/decode.ts";
import { encode } from "../../../../../kit/sandbox/process/codec/encode.ts";
import type { Exporter, Importer } from "../../../../../kit/sandbox/process/codec/wire.ts";
import fc from "../../../../fast-check.ts";

/** Both sides in one place: what is kept on one side is found again on the other. */
function loopback() {
  const kept: object[] = [];
  const exporter: Exporter = { keep: (value) => kept.push(value), origin: () => undefined };
  const methods: Record<number, readonly string[]> = {};
  const importer: Importer = {
    function: (handle) => kept[handle - 1],
    instance: (_target, handle, names) => {
      methods[handle] = names;
    },
    own: () => undefined,
  };
  const cross = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value, exporter))), importer);
  return { cross, kept, methods };
}

const cross = (value: unknown) => loopback().cross(value);

describe("plain data crosses as it is", () => {
  test.each([
    ["numbers JSON does not have", [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]],
    ["undefined, null and booleans", [undefined, null, true, false]],
    ["whole numbers beyond 2^53", [2n ** 200n, -(2n ** 64n)]],
    ["strings that look like tags", ["number", "bigint", "", "\u0000\ud83d\ude00"]],
    [
      "arrays that look like tagged values",
      [
        ["bigint", "1"],
        ["own", 1],
      ],
    ],
    ["maps and sets, also inside one another", new Map<unknown, unknown>([[{ a: 1 }, new Set([1n])]])],
    ["dates, also invalid ones", [new Date(5), new Date(Number.NaN)]],
    ["typed arrays", [new Float64Array([1.5, -0]), new BigInt64Array([-1n]), new Uint8Array([255])]],
    ["memory", new Uint8Array([1, 2, 3]).buffer],
    ["objects in objects", { a: { b: [{ c: undefined }] } }],
  ])("%s", (_name, value) => {
    expect(cross(value)).toStrictEqual(value);
  });

  test.each(Object.entries(arrayKinds))("a %s", (name, Kind) => {
    const copy = cross(new Kind(2));
    expect(copy).toStrictEqual(new Kind(2));
    expect(Object.prototype.toString.call(copy)).toBe(`[object ${name}]`);
  });

  test("whatever mixture of them", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(cross(value)).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  test("cycles and shared parts stay what they are", () => {
    const shared = { name: "shared" };
    const cyclic: Record<string, unknown> = { one: shared, two: shared };
    cyclic.self = cyclic;
    const copy = cross(cyclic) as typeof cyclic;
    expect(copy.self).toBe(copy);
    expect(copy.one).toBe(copy.two);
    expect(copy.one).not.toBe(shared);
  });

  test("what is frozen arrives frozen, and nothing else does", () => {
    const copy = cross({ frozen: Object.freeze({ list: Object.freeze([1]) }), open: {} }) as Record<
      string,
      { list: number[] }
    >;
    expect(Object.isFrozen(copy.frozen)).toBe(true);
    expect(Object.isFrozen(copy.frozen?.list)).toBe(true);
    expect(Object.isFrozen(copy.open)).toBe(false);
    expect(Object.isFrozen(copy)).toBe(false);
  });

  test("shared memory arrives as shared memory", () => {
    const copy = cross(new Int32Array(new SharedArrayBuffer(8))) as Int32Array;
    expect(copy.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});

describe("errors", () => {
  test("keep class, message, code, cause and further fields", () => {
    const error = Object.assign(new RangeError("too far", { cause: new TypeError("why") }), {
      code: "E_FAR",
      limit: 3n,
    });
    const copy = cross(error) as typeof error;
    expect(copy).toBeInstanceOf(RangeError);
    expect(copy).toMatchObject({ name: "RangeError", message: "too far", code: "E_FAR", limit: 3n });
    expect(copy.cause).toBeInstanceOf(TypeError);
  });

  test("of an own class arrive as Error with the name", () => {
    class AgentError extends Error {
      override name = "AgentError";
    }
    expect(cross(new AgentError("x"))).toMatchObject({ name: "AgentError", message: "x" });
  });

  test("of several parts keep their parts", () => {
    expect((cross(new AggregateError([new Error("a")], "all")) as AggregateError).errors).toEqual([
      new Error("a"),
    ]);
  });
});

describe("what the other side could do harm with stays there", () => {
  test("symbols do not cross as keys, and as values only as fresh ones", () => {
    expect(Object.getOwnPropertySymbols(cross({ [Symbol.for("x")]: 1 }) as object)).toEqual([]);
    expect(cross(Symbol.for("jest.asymmetricMatcher"))).not.toBe(Symbol.for("jest.asymmetricMatcher"));
  });

  test("a forged matcher matches nothing", () => {
    const forged = cross({ asymmetricMatch: () => true, $$typeof: Symbol.for("jest.asymmetricMatcher") });
    expect(() => expect(forged).toEqual(42)).toThrow();
    expect(() => expect({ a: forged }).toEqual({ a: 42 })).toThrow();
    expect(() => expect({ a: 42 }).toEqual({ a: forged })).toThrow();
  });

  test("functions under names that others call unasked are left out", async () => {
    const copy = cross({
      // biome-ignore lint/suspicious/noThenProperty: it is what is tested
      then: () => {},
      toJSON: () => 1,
      toString: () => "x",
      constructor: () => {},
      own: () => {},
    }) as Record<string, unknown>;
    for (const name of ["then", "toJSON", "toString", "constructor"]) expect(copy[name]).toBeUndefined();
    expect(copy.own).toBeTypeOf("function");
    expect(await copy).toBe(copy);
  });

  test("__proto__ is a property like any other", () => {
    const copy = cross(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(copy)).toEqual(["__proto__"]);
  });

  test("accessors arrive as the values they had", () => {
    let reads = 0;
    const copy = cross({
      get value() {
        return ++reads;
      },
    }) as { value: number };
    expect([copy.value, copy.value]).toEqual([1, 1]);
  });

  test("an instance arrives as its fields, and its methods by name", () => {
    class Counter {
      count = 3;
      get double() {
        return this.count * 2;
      }
      increment() {}
      toString() {
        return "lie";
      }
    }
    const side = loopback();
    const copy = side.cross(new Counter()) as Record<string, unknown>;
    expect(Object.keys(copy)).toEqual(["count"]);
    expect(copy.double).toBe(6);
    expect(side.methods[1]).toEqual(["increment"]);
  });
});

/** Bytes that the codec never writes: what the other side can make up. */
const forge = (wire: unknown, own: (handle: number) => unknown = () => undefined) =>
  decode(wire, { function: () => async () => {}, instance: () => {}, own });

describe("what the other side made up", () => {
  const forgedError = (fields: unknown[]) => ["error", "Error", "m", ["undefined"], null, fields, null];

  test("an error is no matcher by a check's own function either", () => {
    const wire = forgedError([
      ["asymmetricMatch", ["own", 1]],
      ["then", ["own", 1]],
      ["code", "E"],
    ]);
    const error = forge(wire, () => () => true);
    expect(Object.entries(error as Error)).toEqual([
      ["asymmetricMatch", undefined],
      ["then", undefined],
      ["code", "E"],
    ]);
    expect(() => expect(error).toEqual(42)).toThrow();
  });

  test("an error keeps the name, message and stack that errors have", () => {
    const error = forge(
      forgedError([
        ["message", ["map", []]],
        ["stack", 1],
        ["name", "AssertionError"],
      ]),
    ) as Error;
    expect([error.name, error.message, error.stack]).toEqual(["Error", "m", "Error: m"]);
  });

  test.each([
    ["digits", ["bigint", "9".repeat(30_000)]],
    ["no digits", ["bigint", "0xff"]],
    ["parts", ["array", Array.from({ length: 1_000_001 }, () => 0), false]],
    ["methods", ["object", [], false, 1, Array.from({ length: 1_000_001 }, (_, at) => `m${at}`), 0, false]],
    ["functions", ["array", Array.from({ length: 1_000_001 }, (_, at) => ["function", at]), false]],
    ["errors", ["array", Array.from({ length: 500_001 }, () => forgedError([])), false]],
  ])("too many or wrong: %s", (_name, wire) => {
    expect(() => forge(wire)).toThrow(CodecError);
  });

  test("an error is made without the places of this side, which would take longer than all the rest", () => {
    const limits: number[] = [];
    const before = Error.stackTraceLimit;
    const importer: Importer = {
      function: () => undefined,
      instance: () => {},
      own: () => undefined,
      error: () => limits.push(Error.stackTraceLimit),
    };
    decode(["array", [forgedError([]), forgedError([])], false], importer);
    expect(() => decode(["array", [forgedError([]), ["again", 99]], false], importer)).toThrow(CodecError);
    expect(limits).toEqual([0, 0, 0]);
    expect(Error.stackTraceLimit).toBe(before);
  });

  test("a few hundred bytes that unfold to more than could ever be compared", () => {
    // A list of two lists of two lists …, and all of them once more: 2^40 parts.
    let doubled: unknown = ["array", [], false];
    const depth = 40;
    for (let level = 0; level < depth; level++)
      doubled = ["array", [doubled, ["again", depth - level]], false];
    // To compare them all would take for longer than this test may.
    expect(() => forge(doubled)).toThrow(/so often/);
    // Objects that all know each other: as many ways through them as there are orders.
    const all = Array.from({ length: 15 }, () => ({ others: [] as object[] }));
    for (const one of all) one.others.push(...all);
    expect(() => cross(all)).toThrow(/so often/);
  });

  test("parts that are shared now and then stay what they are", () => {
    const shared = Array.from({ length: 1000 }, (_, at) => at);
    expect(cross(Array.from({ length: 500 }, () => shared))).toHaveLength(500);
  });
});

describe("what is too much is refused", () => {
  test("nesting", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(() => cross(deep)).toThrow(CodecError);
  });

  test("length", () => {
    expect(() => cross(new Array(2 ** 32 - 1))).toThrow(/4294967295 elements/);
  });

  test.each([
    [["unknown"]],
    [{ no: "array" }],
    [["again", 99]],
    [["bigint", 5]],
    [["array", "x"]],
    [["object", [["a"]], false, -1, [], 0]],
    [["map", [1]]],
    [["own", 1.5]],
  ])("%j, which is no message", (wire) => {
    const importer: Importer = { function: () => undefined, instance: () => {}, own: () => undefined };
    expect(() => decode(wire, importer)).toThrow(CodecError);
  });

  test("nesting in a message that the other side made up", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level += 1) deep = ["array", [deep]];
    const importer: Importer = { function: () => undefined, instance: () => {}, own: () => undefined };
    expect(() => decode(deep, importer)).toThrow(CodecError);
  });
});
